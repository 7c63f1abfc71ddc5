using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Supervision.Charts;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Supervision.Hands;

/// <summary>The pictures of a hand: what its newest settled faces say, over time and over the face.</summary>
public sealed class HandPictures
{
    /// <summary>Faces of one point of the accuracy charts: fewer jump about, more hide a bad morning.</summary>
    public const int Bucket = 5;

    private readonly IStringLocalizer<SupervisionTexts> texts;
    private readonly HandDrift drift;

    public HandPictures(AnnotatorHand hand, IStringLocalizer<SupervisionTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(hand);
        ArgumentNullException.ThrowIfNull(texts);
        this.texts = texts;
        Hand = hand;
        Scheme = hand.Scheme ?? throw new ArgumentException("There is nothing to picture yet.", nameof(hand));
        Record = HandRecord.Of(Scheme, hand.Faces.Select(f => f.Settled));
        drift = hand.Drift ?? throw new ArgumentException("There is nothing to picture yet.", nameof(hand));
        Report = SkillReport.Of(hand.Skill, drift.Population);
    }

    public AnnotatorHand Hand { get; }

    public LandmarkScheme Scheme { get; }

    public HandRecord Record { get; }

    public SkillReport Report { get; }

    /// <summary>Out of control where the charts stand now.</summary>
    public DriftSignals Signals => drift.Signals;

    /// <summary>A drift was noticed that nobody has decided on, whether or not the charts have come back since.</summary>
    public bool IsDriftFlagged => drift.IsFlagged;

    public double? MeanPercent => Record.Faces.Where(f => f.MeanPercent is not null).Average(f => f.MeanPercent);

    public TimeSpan? MedianTime => Hand.Faces.Count == 0 ? null : Hand.Faces.Select(f => f.Active).Order().ElementAt(Hand.Faces.Count / 2);

    /// <summary>Kinds that the scheme has and the faces measure, with their mean error.</summary>
    public IEnumerable<(LandmarkKind Kind, double Percent)> Kinds =>
        from kind in Enum.GetValues<LandmarkKind>()
        let errors = Record.Faces.Select(f => f.KindPercents[(int)kind]).OfType<double>().ToList()
        where errors.Count > 0
        select (kind, errors.Average());

    /// <summary>Mean error of a kind by bucket, with its centre and three standard errors of a bucket above it.</summary>
    public Chart Accuracy(LandmarkKind kind)
    {
        var values = Record.Faces.Select(f => f.KindPercents[(int)kind]).OfType<double>().ToList();
        var mean = values.Average();
        var deviation = values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        var name = texts[$"Kind.{LandmarkKindWire.Name(kind)}"].Value;
        List<ChartLevel> levels = [new(mean, texts["Hand.Mean"], "chart-centre")];
        if (values.Count >= 2 * Bucket) levels.Add(new ChartLevel(mean + (3 * deviation / Math.Sqrt(Bucket)), texts["Hand.Limit"], "chart-limit"));
        return new Chart(texts["Hand.Accuracy.Of", name], texts["Hand.Faces.Axis"], "%", [new ChartSeries(name, "chart-a", Buckets(values))], levels) { Height = 196 };
    }

    public Chart NoiseEwma() => Control("Hand.Ewma", p => p.NoiseEwma, DriftCharts.NoiseEwmaLimit);

    public Chart NoiseCusum() => Control("Hand.Cusum", p => p.NoiseCusum, DriftCharts.CusumLimit);

    public Chart GrossCusum() => Control("Hand.Gross", p => p.GrossCusum, DriftCharts.CusumLimit);

    /// <summary>Of the kind and direction furthest out.</summary>
    public Chart BiasEwma() => Control("Hand.Bias", p => p.BiasEwma, DriftCharts.BiasEwmaLimit);

    public Chart Times()
    {
        var seconds = Hand.Faces.Select((f, i) => ((double)(i + 1), f.Active.TotalSeconds)).ToList();
        ChartLevel[] levels = MedianTime is { } median ? [new ChartLevel(median.TotalSeconds, texts["Hand.Median"], "chart-centre")] : [];
        return new Chart(texts["Hand.Times"], texts["Hand.Faces.Axis"], texts["Hand.Seconds"], [new ChartSeries(texts["Hand.Times"], "chart-a", seconds, IsDots: true)], levels) { Width = 600, Height = 340, Right = 104 };
    }

    /// <summary>The share of the faces by their mean error.</summary>
    public string ErrorCurve()
    {
        var errors = new PercentHistogram();
        foreach (var face in Record.Faces) if (face.MeanPercent is { } percent) errors.Add(percent);
        var curve = Enumerable.Range(0, 61).Select(i => new CurvePoint(i * 0.25, errors.ShareUpTo(i * 0.25))).ToList();
        return CumulativeCurve.Svg(curve, texts["Hand.ErrorOfFace"]);
    }

    public string Face() => HandFace.Svg(Scheme, Record, texts["Hand.Face"], l => l.Label.In(Cultures.Current));

    private Chart Control(string key, Func<DriftPoint, double> value, double limit)
    {
        var points = drift.Points.Select(p => ((double)p.Label, Math.Max(0, value(p)))).ToList();
        return new Chart(texts[key], texts["Hand.Faces.Axis"], "", [new ChartSeries(texts[key], "chart-a", points)], [new ChartLevel(limit, texts["Hand.Limit"], "chart-limit")]) { Width = 600, Height = 250 };
    }

    private static List<(double, double)> Buckets(List<double> values) =>
        [.. values.Chunk(Bucket).Select((chunk, i) => ((double)Math.Min((i + 1) * Bucket, values.Count), chunk.Average()))];
}
