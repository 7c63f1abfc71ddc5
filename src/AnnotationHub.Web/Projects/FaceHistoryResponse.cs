using AnnotationHub.Web.Earnings;

namespace AnnotationHub.Web.Projects;

/// <param name="Sha256">Of the bytes as they were uploaded.</param>
/// <param name="Width">Of the upright photograph, in pixels.</param>
/// <param name="Orientation">EXIF orientation of the upload, already applied.</param>
public sealed record FaceImageBody(Guid Id, string FileName, string Sha256, int Width, int Height, int Orientation);

/// <summary>Answer of <c>GET /api/v1/faces/{traceCode}</c>.</summary>
/// <param name="Paid">What this face has cost its project so far.</param>
public sealed record FaceHistoryResponse(
    string TraceCode,
    Guid ProjectId,
    string Scheme,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset StateChangedAt,
    FaceImageBody Image,
    int FaceNumber,
    BoxBody FaceBox,
    bool IsGold,
    ConsensusBody? Consensus,
    IReadOnlyList<AnnotationBody> Annotations,
    IReadOnlyList<AssignmentBody> Assignments,
    IReadOnlyList<AdjudicationBody> Adjudications,
    IReadOnlyList<FaceEventBody> Events,
    IReadOnlyList<PaymentBody> Payments,
    MoneyBody Paid)
{
    public static FaceHistoryResponse Of(Project project, FaceRow face, FaceHistory history) => new(
        face.TraceCode,
        project.Id,
        project.SchemeKey,
        face.State,
        face.CreatedAt,
        face.StateChangedAt,
        new(face.PhotographId, face.FileName, face.UploadSha256, face.WidthPx, face.HeightPx, face.Orientation),
        face.FaceNumber,
        new(face.BoxX, face.BoxY, face.BoxWidth, face.BoxHeight),
        face.IsGold,
        FaceResponse.ConsensusOf(face),
        history.Annotations,
        history.Assignments,
        history.Adjudications,
        history.Events,
        history.Payments,
        MoneyBody.Of(history.PaidE4, project.Currency));
}
