using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>Reads batches for their page, their answer and the bank's file.</summary>
public sealed class PayoutReader(Database database)
{
    private const string BatchesSql = """
        SELECT b.id, b.number, b.currency, CASE WHEN b.state = 'settled' AND b.approved_by IS NULL THEN 'refused' ELSE b.state END AS state, b.item_count, b.total_e4, b.drawn_up_at, b.approved_at, b.drawn_up_by, b.approved_by,
            d.display_name AS drawn_up_by_name, a.display_name AS approved_by_name
        FROM payout_batch b
        JOIN app_user d ON d.id = b.drawn_up_by
        LEFT JOIN app_user a ON a.id = b.approved_by
        ORDER BY b.number DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string BatchSql = """
        SELECT b.id, b.number, b.currency, CASE WHEN b.state = 'settled' AND b.approved_by IS NULL THEN 'refused' ELSE b.state END AS state, b.item_count, b.total_e4, b.drawn_up_at, b.approved_at, b.drawn_up_by, b.approved_by,
            d.display_name AS drawn_up_by_name, a.display_name AS approved_by_name
        FROM payout_batch b
        JOIN app_user d ON d.id = b.drawn_up_by
        LEFT JOIN app_user a ON a.id = b.approved_by
        WHERE b.id = @id
        """;

    private const string ItemsSql =
        """
        SELECT i.item_number, i.annotator_id, i.payee_name, i.amount_e4, i.state, i.settled_at, i.note, CASE WHEN p.item_id IS NULL THEN 0 ELSE 1 END AS has_payee,
            s.display_name AS settled_by_name
        FROM payout_item i
        LEFT JOIN payout_item_payee p ON p.item_id = i.id
        LEFT JOIN app_user s ON s.id = i.settled_by
        WHERE i.batch_id = @id
        ORDER BY i.item_number
        """;

    public Task<IReadOnlyList<PayoutBatch>> RecentAsync(int limit, CancellationToken cancellation = default) =>
        database.QueryAsync<PayoutBatch>(BatchesSql, new { limit }, cancellation);

    /// <summary>Null where there is no such batch.</summary>
    public Task<(PayoutBatch Batch, IReadOnlyList<PayoutItem> Items)?> FindAsync(Guid id, CancellationToken cancellation = default) =>
        database.ReadAsync<(PayoutBatch, IReadOnlyList<PayoutItem>)?>(
            async session => await session.FirstOrDefaultAsync<PayoutBatch>(BatchSql, new { id }) is { } batch
                ? (batch, await session.QueryAsync<PayoutItem>(ItemsSql, new { id }))
                : null,
            cancellation);
}

/// <summary>A batch as it is stored.</summary>
public sealed class PayoutBatch
{
    public Guid Id { get; init; }

    public long Number { get; init; }

    public string Currency { get; init; } = "";

    /// <summary>camelCase name of a <see cref="PayoutBatchState"/>; or <c>refused</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>A second administrator has said yes.</summary>
    public bool IsApproved => ApprovedAt is not null;

    public int ItemCount { get; init; }

    public long TotalE4 { get; init; }

    public Guid DrawnUpBy { get; init; }

    public string DrawnUpByName { get; init; } = "";

    public DateTimeOffset DrawnUpAt { get; init; }

    public Guid? ApprovedBy { get; init; }

    public string? ApprovedByName { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public Money Total => new(TotalE4, Currency);
}

/// <summary>An item as it is stored.</summary>
public sealed class PayoutItem
{
    public int ItemNumber { get; init; }

    public Guid AnnotatorId { get; init; }

    public string PayeeName { get; init; } = "";

    public long AmountE4 { get; init; }

    /// <summary>camelCase name of a <see cref="PayoutItemState"/>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Who entered the bank's answer, or refused the batch.</summary>
    public string? SettledByName { get; init; }

    public string? Note { get; init; }

    /// <summary>Whether the annotator had said where its money goes when the batch was drawn up.</summary>
    public bool HasPayee { get; init; }
}
