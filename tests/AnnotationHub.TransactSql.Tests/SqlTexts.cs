using System.Reflection;
using AnnotationHub.Storage;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>
/// Every SQL text of the program: string constants whose name ends in <c>Sql</c>. One that ends in <c>SqliteSql</c> is for SQLite
/// alone, one that ends in <c>SqlServerSql</c> for SQL Server alone, every other for both.
/// </summary>
public static class SqlTexts
{
    private static readonly Assembly[] Assemblies = [typeof(Database).Assembly, typeof(Program).Assembly];

    public static IReadOnlyList<SqlText> All { get; } = [.. Assemblies.SelectMany(a => a.GetTypes()).SelectMany(OfType).OrderBy(t => t.Name, StringComparer.Ordinal)];

    public static IEnumerable<SqlText> ForSqlServer => All.Where(t => !t.Name.EndsWith("SqliteSql", StringComparison.Ordinal));

    public static IEnumerable<SqlText> ForSqlite => All.Where(t => !t.Name.EndsWith("SqlServerSql", StringComparison.Ordinal));

    private static IEnumerable<SqlText> OfType(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(f => f is { IsLiteral: true } && f.FieldType == typeof(string) && f.Name.EndsWith("Sql", StringComparison.Ordinal))
        .Select(f => new SqlText($"{type.FullName}.{f.Name}", (string)f.GetRawConstantValue()!));
}

public sealed record SqlText(string Name, string Text);
