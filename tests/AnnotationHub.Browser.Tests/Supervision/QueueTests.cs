using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>The queue in a real browser: a supervisor who never touches the mouse.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class QueueTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private const int Decisions = 20;
    private const string Words = "眉毛太低";

    private readonly BrowserHost host = new();

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var world = new SupervisionWorld(host);
        // The sample photographs twice: one project is not enough for twenty decisions.
        var singles = SampleFace.Single().Count;
        await world.DisputedAsync(client, Math.Min(singles, Decisions + 2));
        if (singles < Decisions + 2) await world.DisputedAsync(client, Decisions + 2 - singles);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Queue_TwentyDecisionsByKeyboardAlone_AreMadeEachOnAFaceThatWasThere()
    {
        var supervisor = await Annotator.SignInAsync(chromium.Browser, host.Address, "supervisor1", "demo-supervisor");
        var page = supervisor.Page;
        var wire = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/photograph", StringComparison.Ordinal) || request.Method == "POST") wire.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");
        };
        await page.GotoAsync($"{host.Address}/supervision/review");
        var decided = new List<string>();
        for (var i = 0; i < Decisions; i++)
        {
            await page.WaitForSelectorAsync("[data-review][data-mode=face]");
            var trace = (await page.GetAttributeAsync("[data-review]", "data-face"))!;
            Assert.DoesNotContain(trace, decided);
            decided.Add(trace);
            foreach (var key in Keys(i)) await PressAsync(page, key);
            await page.WaitForSelectorAsync($"[data-review]:not([data-face='{trace}'])", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        }

        Assert.Empty(supervisor.Errors);
        var kinds = await host.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT decision FROM adjudication ORDER BY id");
        Assert.Equal(Enumerable.Range(0, Decisions).Select(Decision), kinds);
        // The words that were written go to the annotator with the reason.
        Assert.Equal(Decisions / 5, await host.Services.GetRequiredService<Database>().ScalarAsync<long>("SELECT COUNT(*) FROM annotation WHERE reason_text = @words", new { words = Words }));
        AssertPrefetched(wire, decided);
        await page.Context.CloseAsync();
    }

    // Chinese comes from an input method as whole words.
    private static Task PressAsync(IPage page, string key) => key == Words ? page.Keyboard.InsertTextAsync(key) : page.Keyboard.PressAsync(key);

    // Consensus, one annotator's, by hand, back with a reason and words, another annotator.
    private static string[] Keys(int i) => (i % 5) switch
    {
        0 => ["c"],
        1 => ["1", "t"],
        2 => ["w", "e", "ArrowUp", "Shift+ArrowRight", "Enter"],
        3 => ["w", "2", "x", "/", Words, "Enter", "1"],
        _ => ["r"],
    };

    private static string Decision(int i) => (i % 5) switch
    {
        0 => "acceptConsensus",
        1 or 2 => "correct",
        3 => "returnAnnotation",
        _ => "relabel",
    };

    // The picture of the next face was asked for before the decision on the one before it went out.
    private static void AssertPrefetched(List<string> wire, List<string> decided)
    {
        for (var i = 1; i < decided.Count; i++)
        {
            var picture = wire.IndexOf($"GET /api/v1/supervision/faces/{decided[i]}/photograph");
            var decision = wire.IndexOf($"POST /api/v1/faces/{decided[i - 1]}/adjudication");
            Assert.True(picture >= 0 && picture < decision, $"face {i} was not there before {i - 1} was decided");
        }
    }
}
