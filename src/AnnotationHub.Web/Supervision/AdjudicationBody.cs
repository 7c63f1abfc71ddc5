using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Quality;

namespace AnnotationHub.Web.Supervision;

/// <summary>Body of <c>POST /api/v1/faces/{traceCode}/adjudication</c>.</summary>
/// <param name="Decision"><c>acceptConsensus</c>, <c>correct</c>, <c>returnAnnotation</c>, <c>rejectAnnotation</c> or <c>relabel</c>.</param>
/// <param name="AnnotationId">Which annotation is returned or rejected; with <c>correct</c> whose landmarks are taken where none are given.</param>
/// <param name="Landmarks">With <c>correct</c>: one for each landmark of the scheme, in its order.</param>
/// <param name="ReasonCode">With <c>returnAnnotation</c> and <c>rejectAnnotation</c>: a <see cref="RejectionReason"/> in camelCase.</param>
/// <param name="Reason">In the supervisor's words; the annotator reads it. Needed where work that a repair would mend is rejected without one.</param>
public sealed record AdjudicationBody(
    string? Decision, string? AnnotationId, IReadOnlyList<LandmarkBody>? Landmarks, string? ReasonCode, string? Reason)
{
    /// <summary>In characters: a page of text is enough.</summary>
    public const int MaximumReasonLength = 1000;

    /// <summary>Landmarks, by index, that a return or a rejection points at beyond those out of place by the others' annotations.</summary>
    public IReadOnlyList<int>? Marks { get; init; }

    public AdjudicationDecision? Kind => Named<AdjudicationDecision>(Decision);

    public RejectionReason? Rejection => Named<RejectionReason>(ReasonCode);

    public Guid? Annotation => Guid.TryParseExact(AnnotationId, "D", out var id) ? id : null;

    /// <summary>Null where one of them is no landmark: an unknown visibility, or a place that is missing or not finite.</summary>
    public IReadOnlyList<PlacedLandmark>? Placed()
    {
        if (Landmarks is null) return null;
        var placed = new PlacedLandmark[Landmarks.Count];
        for (var i = 0; i < placed.Length; i++)
        {
            if (Landmarks[i] is not { } body || VisibilityWire.Parse(body.Visibility) is not { } visibility) return null;
            if (visibility == Visibility.Outside) placed[i] = new PlacedLandmark(default, visibility);
            else if (body is { X: { } x, Y: { } y } && double.IsFinite(x) && double.IsFinite(y)) placed[i] = PlacedLandmark.At(x, y, visibility);
            else return null;
        }

        return placed;
    }

    // Names only: a number is no decision, though an enum would take it.
    private static TEnum? Named<TEnum>(string? text) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsAsciiLetter(text![0]) ? value : null;
}
