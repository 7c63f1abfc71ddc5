using System.Globalization;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Audits;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Web.Labeling;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality.Feedback;

/// <summary>What an annotator is told of an own face once it is settled, in the language of the call: a known face and an ordinary one alike.</summary>
public sealed class FaceFeedback(IStringLocalizer<QualityTexts> texts)
{
    private const int WorstShown = 3;

    /// <param name="annotationId">Seeds the blur: the same annotation is always told the same.</param>
    /// <param name="face">The own landmarks beside the settled ones.</param>
    public SubmissionFeedback Of(LandmarkScheme scheme, Guid annotationId, SettledFace face)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(face);
        var told = face with { Settled = Blurred(annotationId, face.Settled) };
        var mean = TruthComparison.Of(scheme, told.Own, told.Settled, told.Box).MeanPercent;
        return new SubmissionFeedback(Round(mean), [.. PlacementAdvice.Worst(scheme, told, WorstShown).Select(a => new FeedbackPoint(
            a.Landmark, told.Own[a.Landmark].Point.X, told.Own[a.Landmark].Point.Y, told.Settled[a.Landmark].Point.X, told.Settled[a.Landmark].Point.Y,
            Round(a.Percent), Words(scheme, a)))]);
    }

    /// <summary>One sentence: which landmark, how far, and where to in the face's own terms.</summary>
    public string Words(LandmarkScheme scheme, PlacementAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(advice);
        var label = scheme.Landmarks[advice.Landmark].Label.In(CultureInfo.CurrentUICulture.Name);
        var directions = advice.Offsets.Select(o => texts[$"Direction.{o.Direction}", o.Percent.ToString("0.0", CultureInfo.InvariantCulture)].Value).ToList();
        return directions.Count switch
        {
            0 => texts["Advice.Exact", label],
            1 => texts["Advice.One", label, directions[0]],
            _ => texts["Advice.Two", label, directions[0], directions[1]],
        };
    }

    // A truth that came as a file has round numbers, a consensus never has: half a pixel of blur on both, so that no decimal tells them apart.
    private static IReadOnlyList<PlacedLandmark> Blurred(Guid annotationId, IReadOnlyList<PlacedLandmark> settled)
    {
        var seed = (long)(AuditPlan.Uniform(annotationId) * (1L << 53));
        var random = new Random((int)(seed ^ (seed >> 32)));
        double Next() => random.NextDouble() - 0.5;
        return [.. settled.Select(l => l.HasPosition ? l with { Point = new ImagePoint(Math.Round(l.Point.X + Next(), 2), Math.Round(l.Point.Y + Next(), 2)) } : l)];
    }

    private static double Round(double percent) => Math.Round(percent, 1);
}
