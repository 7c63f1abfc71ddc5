using System.Text.Encodings.Web;
using System.Text.Json;

namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>How many faces of the project stood where when the release was asked for.</summary>
/// <param name="Accepted">In the release.</param>
/// <param name="Adjudicated">Of the accepted: decided or corrected by a supervisor.</param>
/// <param name="Gold">Of the accepted: known before, and used to check annotators.</param>
public sealed record ReportCounts(int Photographs, int Accepted, int Rejected, int Adjudicated, int Gold, int Annotations, int Annotators);

/// <summary>Quantiles of a percentage; all 0 where nothing was measured.</summary>
public sealed record Quantiles(long Count, double P50, double P75, double P90, double P95, double P99);

/// <summary>One point of a cumulative curve: the share (0 to 1) of faces whose value is at most so many per cent.</summary>
public sealed record CurvePoint(double Percent, double Share);

/// <summary>A mean with its 95 % interval by the normal approximation, <c>mean ± 1.96·s/√n</c>; per cent.</summary>
public sealed record MeanInterval(double Mean, double Low, double High);

/// <param name="PredictedErrorPercent">Mean over the faces of the landmark's expected distance from its true place.</param>
/// <param name="VisibleShare">Share of the faces (0 to 1) on which it is seen.</param>
/// <param name="PositionShare">Share of the faces (0 to 1) on which it has a position.</param>
public sealed record LandmarkQuality(int Index, string Name, double? PredictedErrorPercent, double VisibleShare, double PositionShare);

/// <param name="Group">Key of the scheme's group.</param>
public sealed record GroupQuality(string Group, double? PredictedErrorPercent, int Landmarks);

/// <summary>The audit of the accepted faces. Percentages are of faces, but for <paramref name="DefectAbovePercent"/>.</summary>
/// <param name="Faces">Accepted without a supervisor.</param>
/// <param name="Defective">Of the audited, as found; they were mended.</param>
/// <param name="DefectAbovePercent">A face is defective above this error, in per cent of the normalising distance, or by a hard flag.</param>
/// <param name="DefectivePercent">Of the faces that go out, as estimated; see <see cref="Quality.Audits.OutgoingQuality"/>.</param>
/// <param name="LowPercent">95 % sure to be exceeded.</param>
/// <param name="HighPercent">95 % sure not to be exceeded.</param>
/// <param name="MaximumDefectivePercent">The client's target for it; null for none.</param>
public sealed record AuditReport(
    int Faces, int Audited, int Defective, double DefectAbovePercent, double DefectivePercent, double LowPercent, double HighPercent, double? MaximumDefectivePercent);

/// <summary>
/// What a client can know about the quality of a release. Every percentage is of the face's normalising distance (<see cref="Quality.FaceNormalizer"/>): outer eye
/// corner to outer eye corner, and more where a turned face makes that collapse.
/// </summary>
/// <param name="Disagreement">Mean pairwise distance between the annotations of a face.</param>
/// <param name="DisagreementCurve">Cumulative, from 0 to 15 %.</param>
/// <param name="PredictedError">Expected mean error of a face's released landmarks.</param>
/// <param name="TargetErrorPercent">What the client asked for; predicted errors at most this.</param>
public sealed record QualityReport(
    string ProjectName,
    int Release,
    string SchemeKey,
    int SchemeVersion,
    DateTimeOffset CreatedAt,
    string ConsensusMethod,
    double TargetErrorPercent,
    double ShareWithinTarget,
    ReportCounts Counts,
    Quantiles Disagreement,
    IReadOnlyList<CurvePoint> DisagreementCurve,
    Quantiles PredictedError,
    IReadOnlyList<GroupQuality> Groups,
    IReadOnlyList<LandmarkQuality> Landmarks)
{
    /// <summary>Cumulative, from 0 to 15 %, as <see cref="DisagreementCurve"/>; empty in reports made before there was one.</summary>
    public IReadOnlyList<CurvePoint> PredictedCurve { get; init; } = [];

    /// <summary>Mean predicted error with its interval; null where nothing was measured, and in reports made before there was one.</summary>
    public MeanInterval? MeanPredictedError { get; init; }

    /// <summary>What supervisors found on looking again; null where the project has no audit plan.</summary>
    public AuditReport? Audit { get; init; }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcInstantConverter() },
    };

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <exception cref="JsonException">Not a quality report.</exception>
    public static QualityReport FromJson(string json) =>
        JsonSerializer.Deserialize<QualityReport>(json, Options) ?? throw new JsonException("The report is null.");
}
