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

    private const string BatchSql = "SELECT annotator_id FROM payout_item WHERE batch_id = @batch";

    /// <summary>Everyone whom the batch pays.</summary>
    public Task TellOfBatchAsync(Guid batch, DateTimeOffset now) => TellAllAsync(BatchSql, new { batch }, now);

    private const string ItemSql = "SELECT annotator_id FROM payout_item WHERE batch_id = @batch AND item_number = @number";

    /// <summary>Whom the item pays.</summary>
    public Task TellOfItemAsync(Guid batch, int number, DateTimeOffset now) => TellAllAsync(ItemSql, new { batch, number }, now);

    private async Task TellAllAsync(string sql, object which, DateTimeOffset now)
    {
        foreach (var annotator in await database.QueryAsync<Guid>(sql, which)) await TellAsync(annotator, now);
    }

    private static MoneyMessage Wire(MoneyBody money) => new(money.Amount, money.Currency);
}
