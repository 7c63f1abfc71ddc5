using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Earnings;

namespace AnnotationHub.Web.Projects;

public sealed record RedundancyResponse(int Minimum, int Maximum);

/// <param name="MaximumErrorPercent">Largest predicted error of a finished face, in per cent of the normalising distance.</param>
/// <param name="ByKind">The same by kind of landmark, where some are wanted more exact than the face; null where none is.</param>
public sealed record QualityTargetResponse(double MaximumErrorPercent, IReadOnlyDictionary<string, double>? ByKind);

/// <summary>Every face is in one of the five states; known (gold) faces are accepted from the beginning.</summary>
public sealed record ProjectCounts(int Images, int Faces, int Waiting, int InProgress, int InReview, int Accepted, int Rejected);

public sealed record ProjectResponse(
    Guid Id,
    string Name,
    string Scheme,
    MoneyBody PricePerFace,
    RedundancyResponse Redundancy,
    QualityTargetResponse QualityTarget,
    string Guideline,
    ProjectState State,
    DateTimeOffset CreatedAt,
    ProjectCounts Counts)
{
    public static ProjectResponse Of(Project p) => new(
        p.Id,
        p.Name,
        p.SchemeKey,
        MoneyBody.Of(p.Price),
        new(p.RedundancyMinimum, p.RedundancyMaximum),
        new(p.TargetErrorPercent, p.KindTargets.IsEmpty ? null : p.KindTargets.ToDictionary(t => LandmarkKindWire.Name(t.Key), t => t.Value)),
        p.Guideline,
        p.StateNow,
        p.CreatedAt,
        new(p.Photographs, p.Faces, p.Waiting, p.InProgress, p.InReview, p.Accepted, p.Rejected));
}

/// <summary>One page of a list.</summary>
/// <param name="Next">What to send as <c>after</c> for the next page; null on the last.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);
