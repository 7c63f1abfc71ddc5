using AnnotationHub.Storage;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>Every T-SQL text of the program holds against the SQL Server schema, without a server.</summary>
public sealed class TransactSqlTests
{
    [Fact]
    public void Migrations_SqlServer_Parse()
    {
        foreach (var migration in Migrator.Scripts("sqlserver"))
        {
            foreach (var batch in migration.Batches)
                Assert.True(TransactSqlSchema.ParseErrors(batch, out _) is [], $"{migration.Name}: {string.Join("; ", TransactSqlSchema.ParseErrors(batch, out _))}");
        }
    }

    // A trigger must be alone in its batch, and what one engine refuses the other refuses too. Replacing is SQLite's own.
    [Fact]
    public void Triggers_BothEngines_GuardTheSameMoney()
    {
        var batches = Migrator.Scripts("sqlserver").SelectMany(m => m.Batches).Where(b => b.Contains("CREATE TRIGGER", StringComparison.Ordinal)).ToList();
        Assert.All(batches, b => Assert.Equal("CREATE TRIGGER", string.Join(' ', b.Split('\n').First(l => !l.StartsWith("--", StringComparison.Ordinal)).Split(' ')[..2])));
        Assert.All(batches, b => Assert.Equal(2, b.Split("CREATE TRIGGER ").Length));
        var sqlServer = batches.Select(b => b.Split("CREATE TRIGGER ")[1].Split(' ', '\n')[0]).ToList();
        var sqlite = Migrator.Scripts("sqlite").SelectMany(m => m.Text.Split("CREATE TRIGGER ").Skip(1)).Select(t => t.Split(' ', '\n')[0]);
        Assert.Equal(OfMoney(sqlite.Where(t => !t.EndsWith("_no_replace", StringComparison.Ordinal))), OfMoney(sqlServer));
        Assert.Contains("ledger_entry_no_update", sqlServer);

        static IEnumerable<string> OfMoney(IEnumerable<string> names) => names
            .Where(n => n.StartsWith("ledger_", StringComparison.Ordinal) || n.StartsWith("payout_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Texts_ForSqlServer_ParseAndBind() => AssertHold([.. SqlTexts.ForSqlServer], atLeast: 400);

    [Fact]
    public void Texts_OfTestsThatRunOnSqlServer_ParseAndBind() => AssertHold(TestTexts.ForSqlServer, atLeast: 80);

    private static void AssertHold(IReadOnlyList<SqlText> texts, int atLeast)
    {
        Assert.True(texts.Count >= atLeast, $"found only {texts.Count} texts: the search is broken");
        var unparsed = texts.SelectMany(t => TransactSqlSchema.ParseErrors(t.Text, out _).Select(e => $"{t.Name}: {e}")).ToList();
        Assert.True(unparsed is [], string.Join("\n", unparsed));

        var unbound = TransactSqlSchema.BindingErrors(texts);
        Assert.True(unbound is [], string.Join("\n", unbound));
    }

    [Theory]
    [InlineData("SELECT id FROM project LIMIT 1")]
    [InlineData("INSERT INTO project_tally (project_id) VALUES (@id) ON CONFLICT DO NOTHING")]
    public void Parser_SqliteOnlyText_IsRefused(string sql) => Assert.NotEmpty(TransactSqlSchema.ParseErrors(sql, out _));

    [Theory]
    [InlineData("SELECT nmae FROM project WHERE id = @id")]
    [InlineData("SELECT p.name FROM project p INNER JOIN photograph f ON f.projct_id = p.id")]
    [InlineData("UPDATE projct SET name = @name")]
    [InlineData("INSERT INTO project_tally (project, faces) VALUES (@id, 1)")]
    public void Model_MisspeltName_IsReported(string sql)
    {
        Assert.NotEmpty(TransactSqlSchema.BindingErrors([new SqlText("misspelt", sql)]));
    }
}
