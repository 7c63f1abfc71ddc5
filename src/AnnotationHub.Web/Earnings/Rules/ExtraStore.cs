using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Rules;

/// <summary>What an annotator got beside its faces: bonuses, and days topped up to the floor, month by month.</summary>
public sealed class ExtraStore(Database database)
{
    private const string ExtrasSql = """
        SELECT period, rule_name, amount_e4, 0 AS days FROM bonus_grant WHERE annotator_id = @annotator AND currency = @currency
        UNION ALL
        SELECT SUBSTRING(business_date, 1, 7), NULL, SUM(amount_e4), COUNT(DISTINCT business_date) FROM wage_top_up
        WHERE annotator_id = @annotator AND currency = @currency
        GROUP BY SUBSTRING(business_date, 1, 7)
        ORDER BY period DESC, rule_name
        """;

    /// <summary>Newest month first.</summary>
    public Task<IReadOnlyList<ExtraPay>> FindAsync(Guid annotator, string currency, CancellationToken cancellation = default) =>
        database.QueryAsync<ExtraPay>(ExtrasSql, new { annotator, currency }, cancellation);
}

/// <summary>A bonus, or the top-ups of a month's days.</summary>
public sealed class ExtraPay
{
    /// <summary>The month, <c>yyyy-MM</c>.</summary>
    public string Period { get; init; } = "";

    /// <summary>Of a bonus; null for top-ups.</summary>
    public string? RuleName { get; init; }

    public long AmountE4 { get; init; }

    /// <summary>How many days were topped up.</summary>
    public int Days { get; init; }
}
