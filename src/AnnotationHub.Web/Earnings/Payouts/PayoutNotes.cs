using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>
/// What an annotator may read of why a payout did not arrive: the bank's note, and what a correction said. What one administrator wrote to
/// another when it refused a batch is not among it.
/// </summary>
public sealed class PayoutNotes
{
    /// <summary>Reason code of a payout that a second administrator stopped: no bank has ever heard of it.</summary>
    public const string Refused = "payoutRefused";

    private const string BouncedSql = """
        SELECT i.id, i.note, CASE WHEN b.approved_by IS NULL THEN 1 ELSE 0 END AS is_refused
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        WHERE i.annotator_id = @annotator AND i.state = 'bounced'
          AND NOT EXISTS (SELECT 1 FROM payout_item_correction c WHERE c.item_id = i.id)
        """;

    private const string CorrectionsSql = """
        SELECT c.reverses_seq, c.reason
        FROM payout_item i
        JOIN payout_item_correction c ON c.item_id = i.id
        WHERE i.annotator_id = @annotator
        """;

    // Batches' ids rise with time, and an annotator's items lie in their order: of people who are not refused again and again the first is the answer, or nearly so.
    private const string NewestSql = """
        SELECT i.state, i.amount_e4, b.currency, i.note, i.settled_at,
            (SELECT MAX(c.corrected_at) FROM payout_item_correction c WHERE c.item_id = i.id) AS corrected_at
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        WHERE i.annotator_id = @annotator AND b.currency = @currency AND (b.approved_by IS NOT NULL OR b.state = 'drawnUp')
        ORDER BY i.batch_id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private readonly Dictionary<Guid, BouncedRow> bounced;
    private readonly Dictionary<long, string> corrections;

    private PayoutNotes(IEnumerable<BouncedRow> bounced, IEnumerable<CorrectionRow> corrections) =>
        (this.bounced, this.corrections) = (bounced.ToDictionary(b => b.Id), corrections.ToDictionary(c => c.ReversesSeq, c => c.Reason));

    /// <summary>Of all that came back to one annotator: few against its payouts, and those few against its faces.</summary>
    public static async Task<PayoutNotes> OfAsync(DbSession session, Guid annotator)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new PayoutNotes(
            await session.QueryAsync<BouncedRow>(BouncedSql, new { annotator }),
            await session.QueryAsync<CorrectionRow>(CorrectionsSql, new { annotator }));
    }

    /// <param name="cause">Of the transaction: its item.</param>
    public (string? Code, string? Text) OfBounced(string cause) =>
        Guid.TryParseExact(cause, "D", out var item) && bounced.TryGetValue(item, out var row) ? row.IsRefused == 1 ? (Refused, null) : (null, row.Note) : (null, null);

    /// <param name="reversesSeq">Number of the settlement that was taken back.</param>
    public string? OfCorrection(long? reversesSeq) => reversesSeq is { } seq ? corrections.GetValueOrDefault(seq) : null;

    /// <summary>The last payout, where the bank sent it back and no other has been drawn up since; null otherwise.</summary>
    public static async Task<BouncedPayout?> LastAsync(Database database, Guid annotator, string currency, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var newest = await database.FirstOrDefaultAsync<NewestRow>(NewestSql, new { annotator, currency, limit = 1 }, cancellation);
        return newest is { State: "bounced", SettledAt: { } settledAt }
            ? new BouncedPayout(new Money(newest.AmountE4, newest.Currency), newest.CorrectedAt ?? settledAt, newest.Note is { Length: > 0 } note ? note : null)
            : null;
    }

    private sealed class BouncedRow
    {
        public Guid Id { get; init; }

        public string? Note { get; init; }

        public int IsRefused { get; init; }
    }

    private sealed class CorrectionRow
    {
        public long ReversesSeq { get; init; }

        public string Reason { get; init; } = "";
    }

    private sealed class NewestRow
    {
        public string State { get; init; } = "";

        public long AmountE4 { get; init; }

        public string Currency { get; init; } = "";

        public string? Note { get; init; }

        public DateTimeOffset? SettledAt { get; init; }

        public DateTimeOffset? CorrectedAt { get; init; }
    }
}

/// <summary>A payout that the bank sent back.</summary>
/// <param name="At">When its answer was entered.</param>
/// <param name="Note">What the bank said; null where it said nothing.</param>
public sealed record BouncedPayout(Money Amount, DateTimeOffset At, string? Note);
