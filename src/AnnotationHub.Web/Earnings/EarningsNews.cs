using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Earnings;

/// <summary>Tells annotators who are at the workbench what they have now, after whatever moved it was committed.</summary>
public sealed class EarningsNews
{
    private readonly Database database;
    private readonly LabelingNews news;
    private readonly EarningsStore earnings;

    internal EarningsNews(Database database, LabelingNews news, EarningsStore earnings) => (this.database, this.news, this.earnings) = (database, news, earnings);

    public async Task TellAsync(Guid annotatorId, DateTimeOffset now)
    {
        var body = EarningsChangedBody.Of(await earnings.FindAsync(annotatorId, now));
        await news.EarningsChangedAsync(annotatorId, new EarningsChanged(Wire(body.Pending), Wire(body.Payable), Wire(body.Today)));
    }

    private const string AppealSql = "SELECT annotator_id FROM appeal WHERE id = @id";

    /// <summary>Whoever filed it.</summary>
    public Task TellOfAppealAsync(Guid id, DateTimeOffset now) => TellAllAsync(AppealSql, new { id }, now);

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
