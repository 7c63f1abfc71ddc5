using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Web.Supervision;

/// <summary>Answer of <c>GET /api/v1/annotators/{id}/skill</c>. Figures in per cent of the normalising distance unless said otherwise.</summary>
public sealed record SkillBody(Guid AnnotatorId, IReadOnlyList<SchemeSkillBody> Schemes);

/// <summary>The true value lies in it with 90 % probability.</summary>
public sealed record IntervalBody(double Estimate, double Low, double High)
{
    public static IntervalBody Of(CredibleInterval interval, int places = 2) =>
        new(Math.Round(interval.Estimate, places), Math.Round(interval.Low, places), Math.Round(interval.High, places));
}

/// <param name="Faces">Labels of ordinary faces; to oneself, like all figures here, as of the end of the day before.</param>
/// <param name="NoisePercent">Standard deviation of a placement, all kinds together, before the landmark's own factor.</param>
/// <param name="GrossShare">Share of landmarks that are gross errors, 0 to 1.</param>
/// <param name="ShapeSlope">1 for who follows the face, 0 for who places a mean face everywhere.</param>
/// <param name="GoldFaces">Known faces labelled, and passed.</param>
/// <param name="AgreementPercent">Mean distance from the settled faces, the newest 200; null before the first.</param>
/// <param name="Drift">Null with too few faces.</param>
public sealed record SchemeSkillBody(
    string Scheme, int Faces, double NoisePercent, double GrossShare, double ShapeSlope, int GoldFaces, int GoldPassed,
    double? AgreementPercent, ErrorTrend? Drift, IReadOnlyList<KindSkillBody> Kinds, DateTimeOffset UpdatedAt)
{
    public required IntervalBody Noise { get; init; }

    public required IntervalBody Gross { get; init; }

    /// <summary>Share of faces with left and right exchanged, 0 to 1.</summary>
    public required IntervalBody Swaps { get; init; }

    /// <summary>Root mean square error of a landmark, gross errors included.</summary>
    public required double ExpectedErrorPercent { get; init; }

    /// <summary>Null to oneself: it moves with each label, known ones too.</summary>
    public required ChartsBody? Charts { get; init; }
}

/// <param name="AlongPercent">Standard deviation along the curve.</param>
/// <param name="AcrossPercent">Standard deviation across it.</param>
/// <param name="BiasX">In the face's frame, towards its left on the image's right.</param>
/// <param name="BiasY">In the face's frame, towards the chin.</param>
public sealed record KindSkillBody(string Kind, double AlongPercent, double AcrossPercent, double BiasX, double BiasY)
{
    public required IntervalBody Along { get; init; }

    public required IntervalBody Across { get; init; }

    public required IntervalBody BiasXInterval { get; init; }

    public required IntervalBody BiasYInterval { get; init; }

    /// <summary>On the newest known faces; null where there was none.</summary>
    public required GoldAccuracyBody? Gold { get; init; }
}

/// <param name="ErrorPercent">Mean distance from the known places.</param>
/// <param name="WithinTolerance">Share of landmarks within the scheme's tolerance, 0 to 1.</param>
/// <param name="Faces">Known faces that it is measured on.</param>
public sealed record GoldAccuracyBody(double ErrorPercent, double WithinTolerance, int Faces);

/// <summary>An annotator's control charts as they stand.</summary>
/// <param name="Signals">noise, grossErrors, bias: those out of their limits.</param>
/// <param name="Since">When the first of them went out; null where none is.</param>
/// <param name="Points">The newest labels, oldest first.</param>
public sealed record ChartsBody(
    int Labels, IReadOnlyList<string> Signals, DateTimeOffset? Since, double NoiseCusum, double NoiseEwma, double GrossCusum, double CusumLimit, double NoiseEwmaLimit,
    double BiasEwmaLimit, IReadOnlyList<ChartPointBody> Points);

/// <param name="NoiseRatio">Squared residuals over what was expected: about 1; 0 where there was nothing to compare with.</param>
/// <param name="GrossErrors">Expected number of gross errors.</param>
public sealed record ChartPointBody(DateTimeOffset At, double NoiseRatio, double GrossErrors);
