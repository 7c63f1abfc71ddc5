using System.Text.RegularExpressions;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>
/// The SQL texts of the tests that run on SQL Server where there is one, and of what they share, read from their sources: with no server at the desk, nobody would see one that only SQLite takes.
/// </summary>
public static partial class TestTexts
{
    /// <summary>What such a class has in it.</summary>
    private static readonly string[] Marks = ["(DatabaseProvider.SqlServer)", "TestDatabase.SqlServerAsync()"];

    /// <summary>What those classes share.</summary>
    private static readonly string[] Worlds = ["LabelingHost.cs", "LabelWorld.cs", "LedgerWorld.cs", "ReleaseWorld.cs"];

    public static IReadOnlyList<SqlText> ForSqlServer { get; } = [.. Sources().SelectMany(OfSource)];

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("AnnotationHub.TransactSql.Tests", StringComparison.Ordinal))
        .Where(f => Worlds.Contains(Path.GetFileName(f)) || Marks.Any(File.ReadAllText(f).Contains));

    private static IEnumerable<SqlText> OfSource(string file) => Statement().Matches(File.ReadAllText(file))
        .Select(m => (m.Groups["raw"].Success ? m.Groups["raw"] : m.Groups["line"]).Value)
        .Where(text => !text.Contains("sqlite_master", StringComparison.Ordinal) && !text.StartsWith("INSERT OR", StringComparison.Ordinal))
        .Select((text, i) => new SqlText($"{Path.GetFileName(file)} {i}: {text}", text));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    // A literal that begins as a statement does; an interpolated one is none until it runs.
    [GeneratedRegex("""(?<![$"])("{3}\s*(?<raw>(?:SELECT|INSERT|UPDATE|DELETE)\s[^"]*?)\s*"{3}|"(?<line>(?:SELECT|INSERT|UPDATE|DELETE)\s[^"\n]*)")""")]
    private static partial Regex Statement();
}
