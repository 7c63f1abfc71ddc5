using System.Security.Cryptography;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Proof;

namespace AnnotationHub.Web.Earnings.Payouts.Bank;

/// <summary>What became of an export.</summary>
public enum BankExportOutcome
{
    Exported,

    NotFound,

    /// <summary>A second administrator has not approved it: nothing that a bank would pay by leaves the house.</summary>
    NotApproved,

    /// <summary>Nobody in the batch had given a payee when it was drawn up: there is nothing that a bank could pay.</summary>
    PayeeMissing,

    /// <summary>The ledger has a difference: no payouts until it is explained.</summary>
    LedgerDiffers,
}

/// <summary>
/// Exports an approved batch by a bank's template. The bytes of the first time are kept (protected), and every later export
/// gives them again, whatever has become of the template and the payees since.
/// </summary>
public sealed class BankExport(Database database, PayoutReader reader, PayeeVault vault, LedgerDesk proofs)
{
    private const string FileSql = "SELECT protected_content FROM payout_file WHERE batch_id = @batch AND template_name = @template";

    private const string PayeesSql =
        """
        SELECT i.item_number, p.protected_details
        FROM payout_item i
        JOIN payout_item_payee p ON p.item_id = i.id
        WHERE i.batch_id = @batch
        """;

    private const string InsertSql =
        """
        INSERT INTO payout_file (batch_id, template_name, sha256, protected_content, exported_by, exported_at)
        VALUES (@batch, @template, @sha256, @content, @actor, @now)
        """;

    /// <returns>The file's bytes with <see cref="BankExportOutcome.Exported"/>, empty otherwise.</returns>
    public async Task<(BankExportOutcome Outcome, byte[] Bytes)> ExportAsync(
        Guid id, BankTemplate template, Guid actor, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (await reader.FindAsync(id, cancellation) is not { } found) return (BankExportOutcome.NotFound, []);
        if (!found.Batch.IsApproved) return (BankExportOutcome.NotApproved, []);
        var key = new { batch = id, template = template.Name };
        if (await database.FirstOrDefaultAsync<byte[]>(FileSql, key, cancellation) is { } kept) return (BankExportOutcome.Exported, vault.OpenFile(kept));
        if (await proofs.IsFrozenAsync(actor, now, cancellation)) return (BankExportOutcome.LedgerDiffers, []);

        var payees = (await database.QueryAsync<PayeeOfItem>(PayeesSql, new { batch = id }, cancellation)).ToDictionary(r => r.ItemNumber, r => vault.Open(r.ProtectedDetails));
        // Who had given no payee when the batch was frozen is paid by hand, or bounced; the others do not wait for that.
        var items = found.Items.Where(i => payees.ContainsKey(i.ItemNumber)).Select(i => new BankItem(i.ItemNumber, i.AmountE4, payees[i.ItemNumber])).ToList();
        if (items.Count == 0) return (BankExportOutcome.PayeeMissing, []);
        var bytes = BankFile.Write(template, found.Batch, items);
        return (BankExportOutcome.Exported, await KeepAsync(id, template.Name, bytes, actor, now));
    }

    // Of two who export at once, the second gets the first one's bytes.
    private async Task<byte[]> KeepAsync(Guid batch, string template, byte[] bytes, Guid actor, DateTimeOffset now)
    {
        var row = new { batch, template, sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), content = vault.ProtectFile(bytes), actor, now };
        try
        {
            await database.WriteAsync(session => session.ExecuteAsync(InsertSql, row));
            return bytes;
        }
        catch (Exception failure) when (database.Dialect.IsUniqueViolation(failure))
        {
            return vault.OpenFile((await database.FirstOrDefaultAsync<byte[]>(FileSql, new { batch, template }))!);
        }
    }

    private sealed class PayeeOfItem
    {
        public int ItemNumber { get; init; }

        public string ProtectedDetails { get; init; } = "";
    }
}
