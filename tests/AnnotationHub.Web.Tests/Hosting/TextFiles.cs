using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>The resource files and the sources that use them, as they lie in the repository.</summary>
internal static partial class TextFiles
{
    public static string Root { get; } = FindRoot();

    public static string Web { get; } = Path.Combine(Root, "src", "AnnotationHub.Web");

    public static string Client { get; } = Path.Combine(Root, "src", "AnnotationHub.Workbench", "src");

    /// <summary>The neutral (Chinese) files, by the name of their set.</summary>
    public static IReadOnlyDictionary<string, string> Sets { get; } = Sources(Web, ".resx")
        .Where(f => !Path.GetFileNameWithoutExtension(f).Contains('.', StringComparison.Ordinal))
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f));

    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var texts = new Dictionary<string, string>();
        foreach (var data in XDocument.Load(path).Root!.Elements("data"))
            Assert.True(texts.TryAdd(data.Attribute("name")!.Value, data.Element("value")?.Value ?? ""), $"{Path.GetFileName(path)} has {data.Attribute("name")!.Value} twice");
        return texts;
    }

    public static IEnumerable<string> Sources(string folder, string extension) => Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("node_modules", StringComparison.Ordinal));

    /// <summary>The places that a text leaves for values: <c>{0}</c>.</summary>
    public static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    /// <summary>
    /// What a source asks a localizer for: the literals of the first argument of <c>Texts["…"]</c>, both branches of a choice
    /// included; an interpolated key comes as a pattern with <c>.+</c> in its holes.
    /// </summary>
    public static IEnumerable<string> KeysAsked(string source, string call)
    {
        foreach (Match start in Regex.Matches(source, call))
        {
            var argument = FirstArgument(source, start.Index + start.Length);
            var isChoice = argument.Contains('?', StringComparison.Ordinal);
            foreach (Match literal in (isChoice ? ChosenLiteral() : WholeLiteral()).Matches(argument))
            {
                var text = literal.Groups["text"].Value;
                yield return literal.Groups["open"].Value.Contains('$', StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal)
                    ? "^" + string.Join(".+", Hole().Split(text).Select(Regex.Escape)) + "$"
                    : "^" + Regex.Escape(text) + "$";
            }
        }
    }

    // Up to the comma or bracket that ends it; brackets and strings inside are skipped whole.
    private static string FirstArgument(string source, int from)
    {
        var depth = 0;
        for (var i = from; i < source.Length; i++)
        {
            if (source[i] is '"' or '`')
            {
                var quote = source[i];
                for (i++; i < source.Length && source[i] != quote; i++)
                    if (source[i] == '\\') i++;
            }
            else if (source[i] is '(' or '[' or '{')
            {
                depth++;
            }
            else if (source[i] is ')' or ']' or '}' && depth-- == 0)
            {
                return source[from..i];
            }
            else if (source[i] == ',' && depth == 0)
            {
                return source[from..i];
            }
        }

        return "";
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnnotationHub.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("AnnotationHub.sln");
        return folder;
    }

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""^\s*(?<open>\$?"|`)(?<text>[^"`]*)["`]\s*$""")]
    private static partial Regex WholeLiteral();

    [GeneratedRegex("""[?:]\s*(?<open>\$?"|`)(?<text>[^"`]*)["`]""")]
    private static partial Regex ChosenLiteral();

    [GeneratedRegex(@"\$?\{[^}]*\}")]
    private static partial Regex Hole();
}
