namespace AnnotationHub.Web.Consensus;

/// <summary>What the operator asked of <c>consensus</c>.</summary>
/// <param name="Report">Where the annotators' skill goes as JSON; null for nowhere.</param>
internal sealed record ConsensusWords(string Scheme, string Labels, string Out, string? Report, bool IsOnline)
{
    public const string Usage = "--scheme SCHEME --labels IN.csv --out OUT.csv [--online] [--report FILE]";

    /// <summary>Null where a word is missing, unknown, or comes twice. Words with a colon (<c>--Database:Folder x</c>) are the program's configuration.</summary>
    public static ConsensusWords? Parse(ReadOnlySpan<string> words)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < words.Length; i++)
        {
            var (name, value) = words[i].Split('=', 2) is [var n, var v] ? (n, v) : (words[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal)) return null;
            var isSwitch = name == "--online" && value is null;
            if (!isSwitch && value is null)
            {
                if (i + 1 >= words.Length || words[i + 1].StartsWith("--", StringComparison.Ordinal)) return null;
                value = words[++i];
            }

            if (name.Contains(':', StringComparison.Ordinal)) continue;
            if (name is not ("--scheme" or "--labels" or "--out" or "--online" or "--report") || !values.TryAdd(name, value ?? "")) return null;
        }

        return values.TryGetValue("--scheme", out var scheme) && values.TryGetValue("--labels", out var labels) && values.TryGetValue("--out", out var output)
            ? new ConsensusWords(scheme, labels, output, values.GetValueOrDefault("--report"), values.ContainsKey("--online"))
            : null;
    }
}
