using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Nobody waits for the next face: it is there, and its photograph is in memory.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class NextFaceTests(ChromiumBrowser chromium, ITestOutputHelper output)
{
    private const int Landmarks = 68;

    [Fact]
    public async Task NextFace_IsShownFromMemoryWithoutAWordFromTheServer()
    {
        await using var host = new BrowserHost(configure: builder => builder.UseSetting("Gold:MaximumShare", "0"));
        await using var line = new Line(new Uri(host.Address));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var samples = SampleFace.Single().Take(3).ToList();
        var project = await SampleFace.OrderAsync(client, samples, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.OpenAsync(project);
        await annotator.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        // Nothing can come over the line now.
        line.Cut();
        var seen = new List<string>();
        for (var face = 0; face < 2; face++)
        {
            seen.Add(await annotator.TraceCodeAsync());
            for (var done = 0; done < Landmarks; done++)
            {
                await annotator.Page.Keyboard.PressAsync("Enter");
                await annotator.DoneAsync(done + 1);
            }

            await annotator.Page.Keyboard.PressAsync("s");
            await annotator.LeavesAsync(seen[^1]);
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.Page.WaitForSelectorAsync("[data-stage][data-photograph=shown]");
            // A press too many was meant for the face before: it confirms nothing of one that nobody has looked at.
            await annotator.Page.WaitForTimeoutAsync(500);
            Assert.Equal("0", await annotator.Bench.GetAttributeAsync("data-done"));
        }

        seen.Add(await annotator.TraceCodeAsync());
        Assert.Equal(3, seen.Distinct().Count());
        var changes = (await annotator.Page.EvaluateAsync<JsonElement>("performance.getEntriesByName('face-change').map(e => e.duration)"))
            .EnumerateArray().Select(d => d.GetDouble()).ToList();
        Assert.Equal(2, changes.Count);
        output.WriteLine($"from the key to the next face on the screen: {string.Join(", ", changes.Select(c => $"{c:0}"))} ms");
        await annotator.Page.Context.CloseAsync();
    }
}
