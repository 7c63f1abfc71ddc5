using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;

namespace AnnotationHub.Web.Supervision;

/// <summary>A face that waits for a supervisor.</summary>
/// <param name="Kind">disagreement, gold, late or audit.</param>
/// <param name="AgreementPercent">Mean pairwise disagreement, in per cent of the normalising distance.</param>
public sealed record QueuedFaceBody(
    string TraceCode, Guid ProjectId, string ProjectName, string Scheme, string Kind, long Urgency, DateTimeOffset EnteredAt,
    int Annotations, double? AgreementPercent, double? PredictedPercent)
{
    public static QueuedFaceBody Of(QueuedFace face)
    {
        ArgumentNullException.ThrowIfNull(face);
        return new QueuedFaceBody(
            face.TraceCode, face.ProjectId, face.ProjectName, face.SchemeKey, face.Kind, face.Urgency, face.EnteredAt,
            face.AnnotationCount, face.AgreementPercent, face.PredictedPercent);
    }
}

/// <param name="Total">How many wait in all.</param>
public sealed record QueuePage(IReadOnlyList<QueuedFaceBody> Items, string? Next, long Total);

/// <summary>A landmark of a face; x and y are null where it is outside.</summary>
public sealed record LandmarkBody(double? X, double? Y, string Visibility)
{
    public static LandmarkBody Of(PlacedLandmark landmark) => landmark.HasPosition
        ? new LandmarkBody(landmark.Point.X, landmark.Point.Y, VisibilityWire.Name(landmark.Visibility))
        : new LandmarkBody(null, null, VisibilityWire.Name(landmark.Visibility));
}

public sealed record BoxBody(double X, double Y, double Width, double Height);

/// <param name="Annotator">Pseudonym.</param>
/// <param name="ErrorPercent">Against the consensus or known truth, once the face was settled.</param>
/// <param name="Asked">The disputed landmarks where only those were asked for; null for the whole face. All others are absent.</param>
public sealed record ReviewAnnotationBody(
    Guid Id, string Annotator, string State, double ActiveSeconds, double? ErrorPercent, DateTimeOffset SubmittedAt,
    string? ReasonCode, IReadOnlyList<LandmarkBody> Landmarks, IReadOnlyList<int>? Asked);

/// <param name="Covariance">Per landmark [sxx, sxy, syy] in square pixels.</param>
/// <param name="Origin">consensus, corrected or gold.</param>
public sealed record ConsensusBody(
    string Origin, IReadOnlyList<LandmarkBody> Landmarks, IReadOnlyList<double[]> Covariance, double? AgreementPercent, double? PredictedPercent);

/// <summary>Everything that a supervisor decides a face by.</summary>
/// <param name="Photograph">Address of the picture of <paramref name="View"/>.</param>
/// <param name="View">The part of the photograph that it shows, in pixels of the upright original.</param>
/// <param name="SpreadPercent">Per landmark how far the annotations lie apart; null where fewer than two placed it.</param>
public sealed record ReviewFaceBody(
    string TraceCode, Guid ProjectId, string ProjectName, string Scheme, string Guideline, double TargetErrorPercent, string State, string? Kind,
    int ImageWidth, int ImageHeight, BoxBody FaceBox, string Photograph, BoxBody View,
    IReadOnlyList<ReviewAnnotationBody> Annotations, ConsensusBody? Consensus, IReadOnlyList<double?> SpreadPercent)
{
    public static ReviewFaceBody Of(ReviewFace face, string photograph, BoxBody view)
    {
        ArgumentNullException.ThrowIfNull(face);
        var row = face.Row;
        var landmarks = face.Annotations.Select(a => PackedLandmarks.Unpack(a.Landmarks)).ToList();
        var standing = landmarks.Where((_, i) => face.Annotations[i].State is not ("rejected" or "late")).ToList();
        return new ReviewFaceBody(
            row.TraceCode, row.ProjectId, row.ProjectName, row.SchemeKey, row.Guideline, row.TargetErrorPercent, row.State, row.Kind,
            row.WidthPx, row.HeightPx, new BoxBody(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight), photograph, view,
            [.. face.Annotations.Select((a, i) => new ReviewAnnotationBody(
                a.Id, a.Pseudonym, a.State, a.ActiveMs / 1000.0, a.ErrorPercent, a.SubmittedAt, a.ReasonCode, [.. landmarks[i].Select(LandmarkBody.Of)],
                AskedLandmarks.OrWhole(a.Asked)))],
            face.Consensus is { } consensus
                ? new ConsensusBody(row.Origin ?? "", [.. consensus.Select(LandmarkBody.Of)], CovarianceOf(row.Covariance), row.AgreementPercent, row.PredictedPercent)
                : null,
            face.Scheme is { } scheme ? Spread.Of(scheme, standing) : []);
    }

    private static List<double[]> CovarianceOf(byte[]? packed)
    {
        const int Triple = 3 * sizeof(double);
        var triples = new List<double[]>();
        for (var at = 0; packed is not null && at + Triple <= packed.Length; at += Triple)
        {
            triples.Add([.. Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(packed.AsSpan(at + i * sizeof(double))))]);
        }

        return triples;
    }
}
