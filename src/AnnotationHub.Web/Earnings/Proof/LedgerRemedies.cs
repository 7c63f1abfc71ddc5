using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>What was done about differences, and the proofs that were made.</summary>
public sealed class LedgerRemedies(Database database)
{
    private const string AllSql = """
        SELECT r.id, r.kind, r.subject, r.reverses_seq, r.reason, r.proposed_by, r.proposed_at, r.confirmed_at,
            p.display_name AS proposed_by_name, c.display_name AS confirmed_by_name
        FROM ledger_remedy r
        JOIN app_user p ON p.id = r.proposed_by
        LEFT JOIN app_user c ON c.id = r.confirmed_by
        ORDER BY r.id DESC
        """;

    private const string LastCheckSql = """
        SELECT c.checked_at, c.last_seq, c.head_hash, c.found_count, c.explained_count, u.display_name AS checked_by_name
        FROM ledger_check c
        JOIN app_user u ON u.id = c.checked_by
        ORDER BY c.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<LedgerRemedy>> AllAsync(CancellationToken cancellation = default) => database.QueryAsync<LedgerRemedy>(AllSql, null, cancellation);

    /// <summary>Null before the first one.</summary>
    public Task<LedgerCheck?> LastCheckAsync(CancellationToken cancellation = default) => database.FirstOrDefaultAsync<LedgerCheck>(LastCheckSql, new { limit = 1 }, cancellation);

    private const string ExplainedSql = "SELECT subject FROM ledger_remedy WHERE kind = 'explained' AND confirmed_by IS NOT NULL";

    internal static async Task<IReadOnlySet<string>> ExplainedAsync(DbSession session) =>
        (await session.QueryAsync<string>(ExplainedSql)).ToHashSet(StringComparer.Ordinal);

    private const string InsertCheckSql = """
        INSERT INTO ledger_check (id, checked_at, checked_by, last_seq, head_hash, found_count, explained_count)
        VALUES (@id, @now, @actor, @lastSeq, @headHash, @found, @explained)
        """;

    internal static Task RecordCheckAsync(DbSession session, Guid actor, long lastSeq, byte[] headHash, int found, int explained, DateTimeOffset now) =>
        session.ExecuteAsync(InsertCheckSql, new { id = Guid.CreateVersion7(now), now, actor, lastSeq, headHash, found, explained });

    private const string ProposeSql = """
        INSERT INTO ledger_remedy (id, kind, subject, reverses_seq, reason, proposed_by, proposed_at)
        SELECT @id, @kind, @subject, @seq, @reason, u.id, @now FROM app_user u
        WHERE u.id = @actor AND NOT EXISTS (SELECT 1 FROM ledger_remedy r WHERE r.kind = @kind AND r.subject = @subject)
        """;

    /// <summary>False where the same was proposed before.</summary>
    internal static async Task<bool> ProposeAsync(DbSession session, RemedyKind kind, string subject, long? seq, string reason, Guid actor, DateTimeOffset now) =>
        await session.ExecuteAsync(ProposeSql, new { id = Guid.CreateVersion7(now), kind = EnumText.Of(kind), subject, seq, reason, actor, now }) > 0;

    private const string FindSql = """
        SELECT r.id, r.kind, r.subject, r.reverses_seq, r.reason, r.proposed_by, r.proposed_at, r.confirmed_at FROM ledger_remedy r WHERE r.id = @id
        """;

    internal static Task<LedgerRemedy?> FindAsync(DbSession session, Guid id) => session.FirstOrDefaultAsync<LedgerRemedy>(FindSql, new { id });

    private const string ConfirmSql = """
        UPDATE ledger_remedy SET confirmed_by = @actor, confirmed_at = @now WHERE id = @id AND confirmed_by IS NULL AND proposed_by <> @actor
        """;

    internal static async Task<bool> ConfirmAsync(DbSession session, Guid id, Guid actor, DateTimeOffset now) =>
        await session.ExecuteAsync(ConfirmSql, new { id, actor, now }) > 0;
}

/// <summary>A remedy as it is stored.</summary>
public sealed class LedgerRemedy
{
    public Guid Id { get; init; }

    /// <summary>camelCase name of a <see cref="RemedyKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The difference, as the proof words it.</summary>
    public string Subject { get; init; } = "";

    public long? ReversesSeq { get; init; }

    public string Reason { get; init; } = "";

    public Guid ProposedBy { get; init; }

    public string ProposedByName { get; init; } = "";

    public DateTimeOffset ProposedAt { get; init; }

    public string? ConfirmedByName { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }
}

/// <summary>A proof of the ledger as it is stored.</summary>
public sealed class LedgerCheck
{
    public DateTimeOffset CheckedAt { get; init; }

    public string CheckedByName { get; init; } = "";

    public long LastSeq { get; init; }

    public byte[] HeadHash { get; init; } = [];

    public int FoundCount { get; init; }

    public int ExplainedCount { get; init; }

    public bool IsFrozen => FoundCount > ExplainedCount;
}
