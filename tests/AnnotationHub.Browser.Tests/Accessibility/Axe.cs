using System.Text.Json;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Accessibility;

/// <summary>The accessibility checker axe, run inside the page as it stands.</summary>
internal static class Axe
{
    // Targets of 24 pixels are WCAG 2.2 AA, which axe leaves out unless it is asked.
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })).violations
          .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")} – ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? v.help}`))
        """;

    // Elements that an entry into a page fades in would be judged in the middle of it.
    private const string Settled = "() => Promise.all(document.getAnimations().map(a => a.finished.catch(() => null)))";

    private static readonly Lazy<string> Source = new(() =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "AnnotationHub.Workbench", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Each violation with where it is; none is as it should be.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Settled);
        await page.EvaluateAsync(Source.Value);
        return (await page.EvaluateAsync<JsonElement>(Run)).EnumerateArray().Select(v => v.GetString()!).ToList();
    }
}
