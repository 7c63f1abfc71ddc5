using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Makes a chosen write of the payout path fail, and takes the files as a loss of power would leave them. On SQLite.</summary>
internal static class PayoutCrash
{
    /// <summary>Every table that proving, drawing up, approving, exporting and settling write.</summary>
    private static readonly string[] Tables =
    [
        "payout_batch", "payout_item", "payout_item_payee", "payout_file", "payout_item_correction", "ledger_check",
        "ledger_transaction", "ledger_entry", "ledger_account", "ledger_balance", "ledger_day", "ledger_head",
    ];

    /// <summary>Nothing fails yet: see <see cref="ArmAsync"/>.</summary>
    public static Task PrepareAsync(Database database) => database.WriteAsync(async s =>
    {
        await s.ExecuteAsync("CREATE TABLE crash (writes_left INTEGER NOT NULL)");
        await s.ExecuteAsync("INSERT INTO crash VALUES (1000000)");
        foreach (var table in Tables)
        {
            foreach (var write in (string[])["INSERT", "UPDATE"])
            {
                await s.ExecuteAsync($"""
                    CREATE TRIGGER crash_{table}_{write} BEFORE {write} ON {table}
                    BEGIN
                        SELECT RAISE(ABORT, 'crash') WHERE (SELECT writes_left FROM crash) = 0;
                        UPDATE crash SET writes_left = writes_left - 1;
                    END
                    """);
            }
        }
    });

    /// <param name="writes">How many succeed before one fails.</param>
    public static Task<int> ArmAsync(Database database, int writes) =>
        database.WriteAsync(s => s.ExecuteAsync("UPDATE crash SET writes_left = @writes", new { writes }));

    public static void CopyTo(DirectoryInfo folder, TestDatabase test)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(test.Location)!, "test.db*"))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(Path.Combine(folder.FullName, Path.GetFileName(file)));
            from.CopyTo(to);
        }
    }
}
