namespace AnnotationHub.Storage.Tests;

/// <summary>What every use case relies on, the same on each engine.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    private const string InsertSql =
        "INSERT INTO data_protection_key (friendly_name, xml, created_at) VALUES (@name, @xml, @createdAt)";

    private const string NamesSql = "SELECT friendly_name FROM data_protection_key ORDER BY friendly_name";

    private const string FirstSql =
        "SELECT friendly_name, created_at FROM data_protection_key ORDER BY friendly_name OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, 123, 456, TimeSpan.Zero);

    private TestDatabase test = null!;

    protected Database Database => test.Database;

    protected abstract Task<TestDatabase> CreateAsync();

    public async ValueTask InitializeAsync() => test = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (test is not null) await test.DisposeAsync();
    }

    [Fact]
    public async Task Write_UnitThatThrows_TakesOnlyItselfBack()
    {
        var good = Enumerable.Range(0, 20).Select(i => Database.WriteAsync(s => InsertAsync(s, $"good{i:00}")));
        var bad = Database.WriteAsync(async s =>
        {
            await InsertAsync(s, "bad");
            throw new InvalidOperationException("on purpose");
        });

        await Task.WhenAll(good);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        var names = await Database.QueryAsync<string>(NamesSql);
        Assert.Equal(20, names.Count);
        Assert.DoesNotContain("bad", names);
    }

    [Fact]
    public async Task Write_TakenBack_AnswersAndLeavesNothing()
    {
        var sent = 0;
        var answer = await Database.WriteAsync(async s =>
        {
            await InsertAsync(s, "late");
            s.AfterCommit(() => sent++);
            s.TakeBack();
            return "refused";
        });

        Assert.Equal("refused", answer);
        Assert.Empty(await Database.QueryAsync<string>(NamesSql));
        Assert.Equal(0, sent);
    }

    [Fact]
    public async Task Write_SameKeyTwice_IsAUniqueViolation()
    {
        await Database.WriteAsync(s => InsertAsync(s, "one"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Database.WriteAsync(s => InsertAsync(s, "one")));
        Assert.True(Database.Dialect.IsUniqueViolation(failure));
    }

    [Fact]
    public async Task Write_AfterCommit_RunsOnceTheRowIsThere()
    {
        var seen = new TaskCompletionSource<int>();
        await Database.WriteAsync(async s =>
        {
            await InsertAsync(s, "row");
            s.AfterCommit(() => _ = LookAsync());
        });
        Assert.Equal(1, await seen.Task.WaitAsync(TimeSpan.FromSeconds(20)));

        async Task LookAsync() => seen.SetResult((await Database.QueryAsync<string>(NamesSql)).Count);
    }

    [Fact]
    public async Task Prepared_UsedTwice_TakesNewValues()
    {
        foreach (var name in (string[])["a", "b"])
        {
            await Database.WriteAsync(s => s.Prepared(InsertSql).Set("@name", name).Set("@xml", "<x/>").Set("@createdAt", Now).ExecuteAsync());
        }

        Assert.Equal(["a", "b"], await Database.QueryAsync<string>(NamesSql));
    }

    [Fact]
    public async Task Read_Instant_ComesBackToTheMicrosecond()
    {
        await Database.WriteAsync(s => InsertAsync(s, "row"));
        var row = await Database.FirstOrDefaultAsync<KeyRow>(FirstSql, new { limit = 1 });
        Assert.Equal(Now, row!.CreatedAt);
    }

    [Fact]
    public async Task Read_TwoStatements_SeeOneInstant()
    {
        await Database.WriteAsync(s => InsertAsync(s, "before"));
        var (first, second) = await Database.ReadAsync(async s =>
        {
            var before = (await s.QueryAsync<string>(NamesSql)).Count;
            await Database.WriteAsync(w => InsertAsync(w, "meanwhile"));
            return (before, (await s.QueryAsync<string>(NamesSql)).Count);
        });
        Assert.Equal((1, 1), (first, second));
    }

    [Fact]
    public async Task Migrate_Again_RunsNothing() =>
        Assert.Empty(await new Migrator(Database.Dialect).MigrateAsync(Now));

    [Fact]
    public async Task Migrate_NewerDatabase_IsRefused()
    {
        await Database.WriteAsync(s => s.ExecuteAsync(
            "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (9999, '9999_future', 'x', 0)"));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => new Migrator(Database.Dialect).MigrateAsync(Now));
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<int> InsertAsync(DbSession session, string name) =>
        session.ExecuteAsync(InsertSql, new { name, xml = "<key/>", createdAt = Now });

    private sealed class KeyRow
    {
        public string FriendlyName { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }
    }
}

public sealed class SqliteDatabaseTests : DatabaseTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqliteAsync();

    [Fact]
    public async Task Read_ThatWrites_IsRefusedByTheEngine() =>
        await Assert.ThrowsAnyAsync<Exception>(() => Database.ReadAsync(s => s.ExecuteAsync("DELETE FROM data_protection_key")));
}

public sealed class SqlServerDatabaseTests : DatabaseTests
{
    protected override Task<TestDatabase> CreateAsync() => TestDatabase.SqlServerAsync();
}
