using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality;

/// <summary>Tells the annotators concerned what was decided, after the commit.</summary>
internal sealed class SettlementNews(LabelingNews news, EarningsNews earnings)
{
    public async Task TellAsync(IReadOnlyList<SettledChange> changes, DateTimeOffset now)
    {
        foreach (var change in changes) await news.AssignmentChangedAsync(change.AnnotatorId, change.AssignmentId, change.Status, change.Reason);
        foreach (var annotator in changes.Select(c => c.AnnotatorId).Distinct()) await TellEarningsAsync(annotator, now);
    }

    public Task TellEarningsAsync(Guid annotatorId, DateTimeOffset now) => earnings.TellAsync(annotatorId, now);
}
