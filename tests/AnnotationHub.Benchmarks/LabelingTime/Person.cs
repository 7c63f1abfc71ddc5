using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>
/// One person at one face: where the pointer is, what it has cost so far, and where the landmarks have been put. All positions are in
/// screen pixels. The same person with the same seed misses by the same distances whatever the way of working.
/// </summary>
public sealed class Person
{
    /// <summary>What a person can hit while looking at nothing else: a mark on the screen.</summary>
    public const double MarkWidthPx = 9;

    /// <summary>Effective target width in standard deviations of the hits (ISO/TS 9241-411).</summary>
    private const double WidthPerSigma = 4.133;

    private readonly double tolerancePx;
    private readonly Hand hand;
    private readonly Random random;
    private ImagePoint pointer;

    /// <param name="hand">How long everything takes.</param>
    /// <param name="sigmaPx">By how much a placement misses on each axis.</param>
    /// <param name="tolerancePerSigma">What stands nearer than this, in multiples of <paramref name="sigmaPx"/>, is left where it is.</param>
    /// <param name="seed">Of the misses.</param>
    public Person(Hand hand, double sigmaPx, double tolerancePerSigma, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigmaPx);
        (this.hand, SigmaPx, tolerancePx, random) = (hand, sigmaPx, tolerancePerSigma * sigmaPx, new Random(seed));
    }

    public double SigmaPx { get; }

    public double Seconds { get; private set; }

    /// <summary>How far the pointer has travelled.</summary>
    public double TravelPx { get; private set; }

    public bool IsGoodEnough(ImagePoint shown, ImagePoint truth) => Distance(shown, truth) <= tolerancePx;

    public void Look() => Seconds += hand.Look;

    public void Prepare() => Seconds += hand.Prepare;

    public void PressKey() => Seconds += hand.Key;

    /// <summary>Clicks on a place as exactly as the work asks for; answers where it was.</summary>
    public ImagePoint ClickExactly(ImagePoint truth)
    {
        MoveTo(truth, WidthPerSigma * SigmaPx);
        Seconds += 2 * hand.Press;
        return pointer = Missed(truth);
    }

    /// <summary>Clicks roughly there: on a mark's size.</summary>
    public void ClickRoughly(ImagePoint at)
    {
        MoveTo(at, MarkWidthPx);
        Seconds += 2 * hand.Press;
    }

    /// <summary>Takes the mark that stands somewhere and drags it to where it belongs; answers where it ended.</summary>
    public ImagePoint Drag(ImagePoint from, ImagePoint truth)
    {
        MoveTo(from, MarkWidthPx);
        var length = Distance(from, truth);
        Seconds += (2 * hand.Press) + hand.Drag(length, WidthPerSigma * SigmaPx);
        TravelPx += length;
        return pointer = Missed(truth);
    }

    private void MoveTo(ImagePoint target, double widthPx)
    {
        var length = Distance(pointer, target);
        Seconds += hand.Point(length, widthPx);
        TravelPx += length;
        pointer = target;
    }

    private ImagePoint Missed(ImagePoint truth) => new(truth.X + (SigmaPx * Normal()), truth.Y + (SigmaPx * Normal()));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double Distance(ImagePoint a, ImagePoint b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
