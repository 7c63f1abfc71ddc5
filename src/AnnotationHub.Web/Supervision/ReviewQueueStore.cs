using System.Buffers.Binary;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>What waits for a supervisor, most urgent first.</summary>
public sealed class ReviewQueueStore(Database database)
{
    private const string QueueSql = """
        SELECT q.task_id, k.trace_code, q.project_id, p.name AS project_name, p.scheme_key, q.kind, q.urgency, q.entered_at,
            k.annotation_count, c.agreement_percent, c.predicted_percent
        FROM review_queue q
        JOIN task k ON k.id = q.task_id
        JOIN project p ON p.id = q.project_id
        LEFT JOIN consensus c ON c.task_id = q.task_id
        WHERE q.urgency > @urgency OR (q.urgency = @urgency AND (q.entered_at > @enteredAt OR (q.entered_at = @enteredAt AND q.task_id > @taskId)))
        ORDER BY q.urgency, q.entered_at, q.task_id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string CountSql = "SELECT COUNT(*) FROM review_queue";

    public async Task<IReadOnlyList<QueuedFace>> FindAsync(QueuePosition after, int limit, CancellationToken cancellation = default) =>
        await database.QueryAsync<QueuedFace>(
            QueueSql, new { urgency = after.Urgency, enteredAt = after.EnteredAt, taskId = after.TaskId, limit }, cancellation);

    public Task<long> CountAsync(CancellationToken cancellation = default) => database.ScalarAsync<long>(CountSql, null, cancellation);
}

/// <summary>Where a page of the queue ends; on the wire an opaque string.</summary>
public sealed record QueuePosition(long Urgency, DateTimeOffset EnteredAt, Guid TaskId)
{
    private const int Size = 8 + 8 + 16;

    public static QueuePosition Start { get; } = new(long.MinValue, DateTimeOffset.UnixEpoch, Guid.Empty);

    public static QueuePosition Of(QueuedFace face)
    {
        ArgumentNullException.ThrowIfNull(face);
        return new QueuePosition(face.Urgency, face.EnteredAt, face.TaskId);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Urgency);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Instant.ToMicroseconds(EnteredAt));
        TaskId.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Null for a text that is no position.</summary>
    public static QueuePosition? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Convert.FromHexString(text, bytes, out var read, out var written) != System.Buffers.OperationStatus.Done || written != Size || read != text.Length) return null;
        var micros = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        if (Math.Abs(micros) > 1L << 55) return null;
        return new QueuePosition(BinaryPrimitives.ReadInt64BigEndian(bytes), Instant.FromMicroseconds(micros), new Guid(bytes[16..], bigEndian: true));
    }
}

/// <summary>A face in the queue, as it is stored.</summary>
public sealed class QueuedFace
{
    public Guid TaskId { get; init; }

    public string TraceCode { get; init; } = "";

    public Guid ProjectId { get; init; }

    public string ProjectName { get; init; } = "";

    public string SchemeKey { get; init; } = "";

    /// <summary>disagreement, gold, late, audit.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Lower is more urgent.</summary>
    public long Urgency { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public int AnnotationCount { get; init; }

    /// <summary>Mean pairwise disagreement, in per cent of the normalising distance.</summary>
    public double? AgreementPercent { get; init; }

    public double? PredictedPercent { get; init; }
}
