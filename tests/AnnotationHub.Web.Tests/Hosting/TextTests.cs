using System.Text.RegularExpressions;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Quality.Flags;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>Everything a person reads exists in both languages, and everything the code asks for exists.</summary>
public sealed partial class TextTests
{
    private static readonly IReadOnlyDictionary<string, HashSet<string>> Keys = TextFiles.Sets.ToDictionary(s => s.Key, s => TextFiles.Read(s.Value).Keys.ToHashSet());

    [Fact]
    public void Texts_InBothLanguages_HaveTheSameKeysAndPlaceholders()
    {
        Assert.NotEmpty(TextFiles.Sets);
        var faults = new List<string>();
        foreach (var (set, path) in TextFiles.Sets)
        {
            var (chinese, english) = (TextFiles.Read(path), TextFiles.Read(Path.ChangeExtension(path, ".en.resx")));
            faults.AddRange(chinese.Keys.Except(english.Keys).Select(k => $"{set}.en lacks {k}"));
            faults.AddRange(english.Keys.Except(chinese.Keys).Select(k => $"{set} lacks {k}"));
            faults.AddRange(chinese.Concat(english).Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => $"{set} has an empty {t.Key}"));
            faults.AddRange(chinese.Keys.Intersect(english.Keys).Where(k => TextFiles.Placeholders(chinese[k]) != TextFiles.Placeholders(english[k])).Select(k => $"{set}: {k} has other placeholders in English"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void EnglishFile_WithoutItsChineseOne_DoesNotExist() =>
        Assert.All(TextFiles.Sources(TextFiles.Web, ".en.resx"), f => Assert.True(File.Exists(f.Replace(".en.resx", ".resx", StringComparison.Ordinal)), f));

    [Fact]
    public void EverySet_IsServedToScripts() => Assert.Empty(TextFiles.Sets.Keys.Except(TextSets.Sets.Keys));

    [Fact]
    public void Keys_ThatTheServerAsksFor_Exist()
    {
        var faults = new List<string>();
        var asked = 0;
        foreach (var path in TextFiles.Sources(TextFiles.Web, ".cs").Concat(TextFiles.Sources(TextFiles.Web, ".cshtml")))
        {
            var source = File.ReadAllText(path);
            var sets = SetName().Matches(source).Select(m => m.Groups[1].Value).Where(Keys.ContainsKey).ToHashSet();
            // A helper may be handed a localizer whose set it does not name.
            var known = (sets.Count > 0 ? sets : [.. Keys.Keys]).SelectMany(s => Keys[s]).ToList();
            foreach (var key in TextFiles.KeysAsked(source, @"\b(?:[Tt]exts|Texts\(app\))\["))
            {
                asked++;
                if (!known.Any(k => Regex.IsMatch(k, key))) faults.Add($"{Path.GetRelativePath(TextFiles.Root, path)}: {key}");
            }
        }

        Assert.True(asked > 300, $"found only {asked} uses: the search is broken");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Keys_ThatScriptsAskFor_Exist()
    {
        var faults = new List<string>();
        var asked = 0;
        foreach (var path in TextFiles.Sources(TextFiles.Client, ".ts"))
        {
            var set = path.Contains("/review/", StringComparison.Ordinal) ? "SupervisionTexts" : "WorkbenchTexts";
            foreach (var key in TextFiles.KeysAsked(File.ReadAllText(path), @"(?<!\bfunction )\b(?:texts?|t|say)\("))
            {
                if (!key.Contains("\\.", StringComparison.Ordinal)) continue; // a call of something else: every key of a page's texts has a dot
                asked++;
                if (!Keys[set].Any(k => Regex.IsMatch(k, key))) faults.Add($"{Path.GetRelativePath(TextFiles.Root, path)}: {key}");
            }
        }

        Assert.True(asked > 20, $"found only {asked} uses: the search is broken");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Flags_OfEveryKind_HaveANameAndAnEvidence() => Assert.Empty(
        Enum.GetValues<FlagKind>().Select(EnumText.Of).SelectMany(kind => (string[])[$"FlagKind.{kind}", $"Flag.Measured.{kind}"]).Except(Keys["SupervisionTexts"]));

    [Fact]
    public void Navigation_ForEveryRole_HasItsNames() =>
        Assert.All(Navigation.For(new CurrentUser(Guid.Empty, "all", UserRoles.All)), e => Assert.Contains(e.TextKey, Keys[nameof(LayoutTexts)]));

    [Fact]
    public void Subcommands_All_HaveTheirHelp() => Assert.All(Subcommands.Names, n => Assert.Contains($"Help.{n}", Keys[nameof(OperationsTexts)]));

    [Theory]
    [InlineData("Texts[\"A.B\", 1]", "^A\\.B$")]
    [InlineData("Texts[$\"A.{x.Of(1)}.C\"]", "^A\\..+\\.C$")]
    [InlineData("Texts[a == \"x\" ? \"A.B\" : \"C.D\"]", "^A\\.B$ ^C\\.D$")]
    [InlineData("Texts[key]", "")]
    public void KeysAsked_OfACall_AreItsLiterals(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', TextFiles.KeysAsked(source, @"Texts\[")));

    [GeneratedRegex(@"IStringLocalizer<(\w+)>")]
    private static partial Regex SetName();
}
