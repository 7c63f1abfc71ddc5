using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>Where in the ledger business days lie, so that the sums of a month read that month's entries and not all of a person's past.</summary>
public static class LedgerDays
{
    // Transactions that commit together are numbered in another order than their clocks say: about midnight the days overlap by a few.
    private const long Overlap = 1_000;

    private const string SpanSql = """
        SELECT
            (SELECT MIN(x.seq) FROM ledger_transaction x WHERE x.business_date =
                (SELECT MIN(y.business_date) FROM ledger_transaction y WHERE y.business_date >= @first)) AS first_seq,
            (SELECT MAX(x.seq) FROM ledger_transaction x WHERE x.business_date =
                (SELECT MAX(y.business_date) FROM ledger_transaction y WHERE y.business_date < @after)) AS last_seq
        """;

    /// <summary>Between which numbers the transactions of the days lie. Others lie between them too: the date is still to be compared.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="after">The day after the last.</param>
    public static async Task<(long FromSeq, long UntilSeq)> SpanAsync(DbSession session, BusinessDay first, BusinessDay after)
    {
        ArgumentNullException.ThrowIfNull(session);
        var span = await session.FirstOrDefaultAsync<SpanRow>(SpanSql, new { first = first.ToString(), after = after.ToString() });
        return ((span?.FirstSeq ?? long.MaxValue / 2) - Overlap, (span?.LastSeq ?? -Overlap) + Overlap);
    }

    private sealed class SpanRow
    {
        public long? FirstSeq { get; init; }

        public long? LastSeq { get; init; }
    }
}
