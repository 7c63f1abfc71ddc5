using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Quality;

/// <summary>Tells the annotators concerned what was decided, after the commit.</summary>
internal sealed class SettlementNews(LabelingNews news, EarningsStore earnings)
{
    public async Task TellAsync(IReadOnlyList<SettledChange> changes, DateTimeOffset now)
    {
        foreach (var change in changes) await news.AssignmentChangedAsync(change.AnnotatorId, change.AssignmentId, change.Status, change.Reason);
        foreach (var annotator in changes.Select(c => c.AnnotatorId).Distinct()) await TellEarningsAsync(annotator, now);
    }

    public async Task TellEarningsAsync(Guid annotatorId, DateTimeOffset now)
    {
        var body = EarningsChangedBody.Of(await earnings.FindAsync(annotatorId, now));
        await news.EarningsChangedAsync(annotatorId, new EarningsChanged(Wire(body.Pending), Wire(body.Payable), Wire(body.Today)));
    }

    private static MoneyMessage Wire(MoneyBody money) => new(money.Amount, money.Currency);
}
