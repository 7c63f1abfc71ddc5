using System.Buffers.Binary;
using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// What is believed of everybody who labels with one scheme: the median annotator's standard deviation, the bias that all share (the gauge),
/// and how hard each landmark is. The batch re-estimation answers a new one; until its first run <see cref="Prior"/> serves.
/// </summary>
public sealed class PopulationModel
{
    private const byte Format = 1;

    private PopulationModel(LandmarkScheme scheme, double sigma, ImmutableArray<ImagePoint> gauge, ImmutableArray<double> tangentFactors, ImmutableArray<double> normalFactors, double meanDifficulty, MeanShape mean)
    {
        (Scheme, Sigma, Gauge, TangentFactors, NormalFactors) = (scheme, sigma, gauge, tangentFactors, normalFactors);
        (MeanDifficulty, Mean) = (meanDifficulty, mean);
        Profile = new LandmarkProfile(tangentFactors.AsSpan(), normalFactors.AsSpan());
    }

    public LandmarkScheme Scheme { get; }

    /// <summary>Standard deviation of the median annotator before the landmark's own factor, per cent.</summary>
    public double Sigma { get; }

    /// <summary>By <see cref="LandmarkKind"/>, per cent in the face's frame: the mean bias, which is nobody's, or what known faces say all share.</summary>
    public ImmutableArray<ImagePoint> Gauge { get; }

    /// <summary>How much larger the error of each landmark is along its curve than an annotator's standard deviation, by index.</summary>
    public ImmutableArray<double> TangentFactors { get; }

    /// <summary>The same across the curve.</summary>
    public ImmutableArray<double> NormalFactors { get; }

    /// <summary>
    /// Geometric mean of the faces' difficulties while the evidence was summed. Noise and difficulty only show as a product: the noise is scaled
    /// by this, so that the mean face's difficulty is 1 and standard deviations mean what they say.
    /// </summary>
    public double MeanDifficulty { get; }

    internal LandmarkProfile Profile { get; }

    /// <summary>The mean shape of the faces that were labelled, which need not be the scheme's.</summary>
    internal MeanShape Mean { get; }

    /// <summary>What is believed before there is any label.</summary>
    public static PopulationModel Prior(LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return Of(
            scheme,
            ErrorPriors.Sigma,
            [.. new ImagePoint[ErrorPriors.Kinds]],
            [.. scheme.Kinds.Select(ErrorPriors.TangentFactor)],
            [.. scheme.Kinds.Select(ErrorPriors.NormalFactor)],
            1,
            new MeanShape(SchemeGeometry.Of(scheme).MeanX, SchemeGeometry.Of(scheme).MeanY));
    }

    /// <exception cref="ArgumentException">The numbers do not fit the scheme, or a factor or the standard deviation is not positive and finite.</exception>
    internal static PopulationModel Of(
        LandmarkScheme scheme, double sigma, ImmutableArray<ImagePoint> gauge, ImmutableArray<double> tangentFactors, ImmutableArray<double> normalFactors, double meanDifficulty, MeanShape mean)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (gauge.Length != ErrorPriors.Kinds || tangentFactors.Length != scheme.Count || normalFactors.Length != scheme.Count)
            throw new ArgumentException($"{gauge.Length} kinds, {tangentFactors.Length} and {normalFactors.Length} landmarks do not fit {scheme.Key}.", nameof(gauge));
        if (!tangentFactors.Concat(normalFactors).Append(sigma).Append(meanDifficulty).All(v => v > 0 && double.IsFinite(v)))
            throw new ArgumentException("Every factor, the standard deviation and the difficulty must be positive and finite.", nameof(tangentFactors));
        return new PopulationModel(scheme, sigma, gauge, tangentFactors, normalFactors, meanDifficulty, mean);
    }

    /// <summary>
    /// How many independent points one unit of a kind's bias weight is worth: the points of one label share one shift, so that a kind counts
    /// for three independent points a label at the most.
    /// </summary>
    internal double IndependentPoints(int kind)
    {
        var size = SchemeGeometry.Of(Scheme).KindSizes[kind];
        return size == 0 ? 0 : Math.Min(size, 3.0) / size;
    }

    /// <summary>One byte of format, then every number as 64-bit little-endian.</summary>
    public byte[] Pack()
    {
        double[] numbers = [Sigma, MeanDifficulty, .. Gauge.SelectMany(g => (double[])[g.X, g.Y]), .. TangentFactors, .. NormalFactors, .. Mean.X, .. Mean.Y];
        var bytes = new byte[1 + (8 * numbers.Length)];
        bytes[0] = Format;
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1 + (8 * i)), numbers[i]);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are of another format or scheme, or cut off.</exception>
    public static PopulationModel Unpack(LandmarkScheme scheme, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var count = 2 + (2 * ErrorPriors.Kinds) + (4 * scheme.Count);
        if (bytes.Length != 1 + (8 * count) || bytes[0] != Format) throw new InvalidDataException($"Not a packed population of {scheme.Key}: {bytes.Length} bytes.");
        var numbers = new double[count];
        for (var i = 0; i < count; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(1 + (8 * i))..]);
        var factors = numbers.AsSpan(2 + (2 * ErrorPriors.Kinds));
        return Of(
            scheme,
            numbers[0],
            [.. Enumerable.Range(0, ErrorPriors.Kinds).Select(g => new ImagePoint(numbers[2 + (2 * g)], numbers[3 + (2 * g)]))],
            [.. factors[..scheme.Count]],
            [.. factors[scheme.Count..(2 * scheme.Count)]],
            numbers[1],
            new MeanShape([.. factors[(2 * scheme.Count)..(3 * scheme.Count)]], [.. factors[(3 * scheme.Count)..]]));
    }
}
