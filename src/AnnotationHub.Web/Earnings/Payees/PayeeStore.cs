using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Payees;

/// <summary>Keeps where each annotator's money goes.</summary>
public sealed class PayeeStore(Database database, PayeeVault vault)
{
    private const string FindSql = "SELECT holder_name, account_tail, protected_details, changed_at FROM payee WHERE annotator_id = @annotator";

    private const string UpdateSql =
        """
        UPDATE payee SET holder_name = @holderName, account_tail = @accountTail, protected_details = @protectedDetails, changed_by = @changedBy, changed_at = @now
        WHERE annotator_id = @annotator
        """;

    private const string InsertSql =
        """
        INSERT INTO payee (annotator_id, holder_name, account_tail, protected_details, changed_by, changed_at)
        VALUES (@annotator, @holderName, @accountTail, @protectedDetails, @changedBy, @now)
        """;

    /// <summary>Null where the annotator has given none yet.</summary>
    public Task<PayeeRow?> FindAsync(Guid annotator, CancellationToken cancellation = default) =>
        database.FirstOrDefaultAsync<PayeeRow>(FindSql, new { annotator }, cancellation);

    /// <summary>The numbers themselves: only for who has just confirmed who it is.</summary>
    public async Task<PayeeDetails?> OpenAsync(Guid annotator, CancellationToken cancellation = default) =>
        await FindAsync(annotator, cancellation) is { } row ? vault.Open(row.ProtectedDetails) : null;

    /// <summary>From the next batch on; what is drawn up already keeps the payee that it has.</summary>
    /// <param name="payee">Without faults.</param>
    public Task SaveAsync(Guid annotator, PayeeDetails payee, Guid changedBy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(payee);
        var row = new { annotator, holderName = payee.HolderName, accountTail = payee.AccountTail, protectedDetails = vault.Protect(payee), changedBy, now };
        return database.WriteAsync(async session =>
        {
            if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
        });
    }
}

/// <summary>What may be shown without asking again.</summary>
public sealed class PayeeRow
{
    public string HolderName { get; init; } = "";

    public string AccountTail { get; init; } = "";

    internal string ProtectedDetails { get; init; } = "";

    public DateTimeOffset ChangedAt { get; init; }
}
