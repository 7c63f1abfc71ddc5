using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Labeling;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings;

/// <summary>Tells annotators who are at the workbench what they have now, after whatever moved it was committed.</summary>
public sealed class EarningsNews
{
    private readonly Database database;
    private readonly LabelingNews news;
    private readonly EarningsStore earnings;
    private readonly IStringLocalizer<EarningsTexts> texts;

    internal EarningsNews(Database database, LabelingNews news, EarningsStore earnings, IStringLocalizer<EarningsTexts> texts) =>
        (this.database, this.news, this.earnings, this.texts) = (database, news, earnings, texts);

    public async Task TellAsync(Guid annotatorId, DateTimeOffset now)
    {
        var body = EarningsChangedBody.Of(await earnings.FindAsync(annotatorId, now));
        await news.EarningsChangedAsync(annotatorId, new EarningsChanged(Wire(body.Pending), Wire(body.Payable), Wire(body.Today)));
    }

    private const string AppealSql = "SELECT p.annotator_id, p.state, u.culture FROM appeal p JOIN app_user u ON u.id = p.annotator_id WHERE p.id = @id";

    /// <summary>Whoever filed it, and in a sentence of their language what came of it.</summary>
    public async Task TellOfAppealAsync(Guid id, DateTimeOffset now)
    {
        if (await database.FirstOrDefaultAsync<AppealRow>(AppealSql, new { id }) is not { } appeal) return;
        await TellAsync(appeal.AnnotatorId, now);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(appeal.Culture ?? Cultures.Chinese);
        await news.NoticeAsync(appeal.AnnotatorId, texts[appeal.State == EnumText.Of(AppealState.Upheld) ? "Notice.AppealUpheld" : "Notice.AppealDismissed"].Value);
    }

    private sealed class AppealRow
    {
        public Guid AnnotatorId { get; init; }

        public string State { get; init; } = "";

        public string? Culture { get; init; }
    }

    /// <summary>Messages that are on their way at once.</summary>
    private const int Together = 100;

    // Everyone's accounts of a batch in one statement: each by its key, and nothing of the past is added up.
    private const string ItemsSql = """
        SELECT i.annotator_id, a.kind, b.amount_e4, COALESCE(d.amount_e4, 0) AS today_e4
        FROM payout_item i
        JOIN payout_batch p ON p.id = i.batch_id
        JOIN ledger_account a ON a.owner_id = i.annotator_id AND a.currency = p.currency AND a.kind IN ('held', 'payable', 'clearing', 'bank')
        JOIN ledger_balance b ON b.account_id = a.id
        LEFT JOIN ledger_day d ON d.account_id = a.id AND d.business_date = @today
        WHERE i.batch_id = @batch AND i.item_number >= @first AND i.item_number <= @last
        ORDER BY i.item_number
        """;

    /// <summary>Everyone whom the batch pays.</summary>
    public Task TellOfBatchAsync(Guid batch, DateTimeOffset now) => TellOfItemsAsync(batch, 1, PayoutRules.MaximumItems, now);

    /// <summary>Whom the item pays.</summary>
    public Task TellOfItemAsync(Guid batch, int number, DateTimeOffset now) => TellOfItemsAsync(batch, number, number, now);

    private async Task TellOfItemsAsync(Guid batch, int first, int last, DateTimeOffset now)
    {
        var rows = await database.QueryAsync<BalanceRow>(ItemsSql, new { batch, first, last, today = BusinessDay.At(now).ToString() });
        foreach (var people in rows.GroupBy(r => r.AnnotatorId).Chunk(Together)) await Task.WhenAll(people.Select(p => news.EarningsChangedAsync(p.Key, Changed([.. p]))));
    }

    private EarningsChanged Changed(IReadOnlyList<BalanceRow> rows)
    {
        return new EarningsChanged(Of(LedgerAccountKind.Held), Of(LedgerAccountKind.Payable, LedgerAccountKind.Clearing), Wire(MoneyBody.Of(rows.Sum(r => r.TodayE4), earnings.Currency)));

        MoneyMessage Of(params LedgerAccountKind[] kinds) =>
            Wire(MoneyBody.Of(rows.Where(r => kinds.Any(k => r.Kind == EnumText.Of(k))).Sum(r => r.AmountE4), earnings.Currency));
    }

    private sealed class BalanceRow
    {
        public Guid AnnotatorId { get; init; }

        public string Kind { get; init; } = "";

        public long AmountE4 { get; init; }

        public long TodayE4 { get; init; }
    }

    private static MoneyMessage Wire(MoneyBody money) => new(money.Amount, money.Currency);
}
