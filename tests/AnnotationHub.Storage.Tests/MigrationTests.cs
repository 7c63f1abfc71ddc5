namespace AnnotationHub.Storage.Tests;

public sealed class MigrationTests
{
    [Fact]
    public void Migrations_OfOneEngine_HaveTheirSiblingOfTheOther()
    {
        var sqlite = Migrator.Scripts("sqlite").Select(m => (m.Number, m.Name)).ToList();
        var sqlServer = Migrator.Scripts("sqlserver").Select(m => (m.Number, m.Name)).ToList();
        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, sqlServer);
        Assert.Equal(Enumerable.Range(1, sqlite.Count), sqlite.Select(m => m.Number));
    }
}
