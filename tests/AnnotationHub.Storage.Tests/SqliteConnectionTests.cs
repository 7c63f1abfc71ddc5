using Microsoft.Data.Sqlite;

namespace AnnotationHub.Storage.Tests;

/// <summary>The settings on which durability and integrity rest, on every connection that work is done on: new ones, many at once, and those used again.</summary>
public sealed class SqliteConnectionTests : IAsyncLifetime
{
    // More than are kept open between uses.
    private const int AtOnce = 40;

    private static readonly (string Pragma, string Value)[] Settings =
        [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("busy_timeout", "30000")];

    private TestDatabase test = null!;

    private Database Database => test.Database;

    public async ValueTask InitializeAsync() => test = await TestDatabase.SqliteAsync();

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Fact]
    public async Task Readers_ManyAtOnceReturnedAndTakenAgain_AllHoldTheSettings()
    {
        for (var round = 0; round < 3; round++) Assert.Equal(AtOnce, await ReadAtOnceAsync());
    }

    [Fact]
    public async Task Reader_WhoseQueryFailed_HoldsTheSettingsInItsNextUse()
    {
        for (var i = 0; i < AtOnce; i++)
        {
            await Assert.ThrowsAsync<SqliteException>(() => Database.ScalarAsync<long>("SELECT nothing FROM nowhere"));
            await Database.ReadAsync(session => ExpectAsync(session, isReader: true));
        }
    }

    [Fact]
    public async Task Writer_BeforeAndAfterAUnitThatFails_HoldsTheSettings()
    {
        await Database.WriteAsync(session => ExpectAsync(session, isReader: false));
        await Assert.ThrowsAsync<SqliteException>(() => Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO nowhere VALUES (1)")));
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Database.WriteAsync(session => ExpectAsync(session, isReader: false))));
    }

    [Fact]
    public async Task Write_OfARowWithoutItsOwner_IsRefusedByTheEngine()
    {
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => Database.WriteAsync(session =>
            session.ExecuteAsync("INSERT INTO user_role (user_id, role_name) VALUES (@nobody, 'annotator')", new { nobody = Guid.CreateVersion7() })));
        Assert.Contains("FOREIGN KEY", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatCannotHaveAWriteAheadLog_IsRefusedInWords()
    {
        await using var memory = Database.Create(new DatabaseOptions { ConnectionString = "Data Source=:memory:" }, Path.GetTempPath());
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => memory.ScalarAsync<long>("SELECT 1"));
        Assert.Contains("journal_mode is memory and must be wal", refusal.Message, StringComparison.Ordinal);
    }

    // Each holds its connection until all have one: none can have been used twice.
    private async Task<int> ReadAtOnceAsync()
    {
        var (open, all) = (0, new TaskCompletionSource());
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Database.ReadAsync(async session =>
        {
            await ExpectAsync(session, isReader: true);
            if (Interlocked.Increment(ref open) == AtOnce) all.SetResult();
            await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return true;
        })));
        return open;
    }

    private static async Task<bool> ExpectAsync(DbSession session, bool isReader)
    {
        foreach (var (pragma, value) in (IReadOnlyList<(string, string)>)[.. Settings, ("query_only", isReader ? "1" : "0")])
            Assert.Equal((pragma, value), (pragma, await session.ScalarAsync<string>($"PRAGMA {pragma}")));
        return true;
    }
}
