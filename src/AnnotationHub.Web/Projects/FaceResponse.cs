using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Projects;

/// <summary>In pixels of the upright photograph; null coordinates where the landmark lies outside of it.</summary>
public sealed record LandmarkBody(double? X, double? Y, Visibility Visibility)
{
    public static IReadOnlyList<LandmarkBody> Of(ReadOnlySpan<byte> packed)
    {
        var landmarks = PackedLandmarks.Unpack(packed);
        return [.. landmarks.Select(l => l.HasPosition ? new LandmarkBody(l.Point.X, l.Point.Y, l.Visibility) : new(null, null, l.Visibility))];
    }
}

public sealed record BoxBody(double X, double Y, double Width, double Height);

/// <param name="AgreementPercent">Mean disagreement of the annotations, in per cent of the normalising distance; null for a single one.</param>
/// <param name="PredictedErrorPercent">Predicted error of these landmarks, likewise.</param>
/// <param name="Origin"><c>consensus</c>, <c>corrected</c> by a supervisor, or <c>gold</c>: known before.</param>
public sealed record ConsensusBody(
    IReadOnlyList<LandmarkBody> Landmarks, double? AgreementPercent, double PredictedErrorPercent, string Origin, DateTimeOffset DecidedAt);

/// <summary>A face as the project's owner sees it.</summary>
/// <param name="Annotations">How many standing annotations it has.</param>
/// <param name="Wanted">How many it needs so far; null for a known face.</param>
public sealed record FaceResponse(
    string TraceCode,
    string State,
    Guid ImageId,
    string FileName,
    int FaceNumber,
    BoxBody FaceBox,
    bool IsGold,
    int Annotations,
    int? Wanted,
    DateTimeOffset StateChangedAt,
    ConsensusBody? Consensus)
{
    public static FaceResponse Of(FaceRow row) => new(
        row.TraceCode,
        row.State,
        row.PhotographId,
        row.FileName,
        row.FaceNumber,
        new(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight),
        row.IsGold,
        row.AnnotationCount,
        row.IsGold ? null : row.Wanted,
        row.StateChangedAt,
        ConsensusOf(row));

    internal static ConsensusBody? ConsensusOf(FaceRow row) => row.ConsensusLandmarks is { } packed
        ? new(LandmarkBody.Of(packed), row.AgreementPercent, row.PredictedPercent ?? 0, row.ConsensusOrigin ?? "", row.ConsensusAt ?? row.StateChangedAt)
        : null;
}
