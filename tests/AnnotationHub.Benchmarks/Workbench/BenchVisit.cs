using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace AnnotationHub.Benchmarks.Workbench;

/// <summary>One sitting at the real workbench in a browser that knows nothing of it yet: a first visit, another one, and some faces.</summary>
internal sealed class BenchVisit(Annotator annotator, ICDPSession browser, AcknowledgementMeter meter, SampleFace scheme, IReadOnlyDictionary<string, SampleFace> faces)
{
    private const int Drags = 4;
    private const int StepsOfADrag = 12;
    private const string Watched = "window.workbenchTimes";
    private const string Photographs = "performance.getEntriesByType('resource').filter(e => e.name.endsWith('/photograph')).length";
    private static readonly string Watch = new StreamReader(typeof(BenchVisit).Assembly.GetManifestResourceStream("watch.js")!).ReadToEnd();

    private int Landmarks => scheme.Truth.Count;

    public static async Task<BenchVisit> BeginAsync(
        IBrowser chromium, string address, string userName, Surroundings surroundings, IReadOnlyDictionary<string, SampleFace> faces)
    {
        var annotator = await Annotator.SignInAsync(chromium, address, userName);
        await annotator.Page.Context.AddInitScriptAsync(Watch);
        var browser = await annotator.Page.Context.NewCDPSessionAsync(annotator.Page);
        await browser.SendAsync("Network.enable");
        await annotator.Page.GotoAsync("about:blank");
        // Signing in may have led to the workbench already.
        await browser.SendAsync("Network.clearBrowserCache");
        await surroundings.ApplyAsync(browser);
        return new BenchVisit(annotator, browser, new AcknowledgementMeter(browser), faces.Values.First(), faces);
    }

    public async Task WorkAsync(string project, int count, WorkbenchTimes times)
    {
        times.FirstVisit.AddMilliseconds(await VisitAsync(project));
        times.NextVisit.AddMilliseconds(await VisitAsync(project));
        for (var face = 0; face < count; face++)
        {
            await ByHandAsync(faces[await annotator.TraceCodeAsync()]);
            await ByKeysAsync();
            await FinishAsync(face + 2);
        }

        times.AddHands(await WatchedAsync());
        times.FaceChange.AddMilliseconds(
            (await annotator.Page.EvaluateAsync<JsonElement>("performance.getEntriesByName('face-change').map(e => e.duration)")).EnumerateArray().Select(d => d.GetDouble()));
        await annotator.SavedAsync();
        times.Acknowledgement.AddMilliseconds(meter.Milliseconds);
        await browser.DetachAsync();
        await annotator.Page.Context.CloseAsync();
    }

    private async Task<IEnumerable<double>> VisitAsync(string project)
    {
        await annotator.OpenAsync(project);
        return WorkbenchTimes.Numbers(await WatchedAsync(), "usable");
    }

    // Half of the landmarks are clicked, then some dragged a little and put back.
    private async Task ByHandAsync(SampleFace face)
    {
        await annotator.PlaceAsync(face.Truth, Landmarks / 2);
        var stage = (await annotator.Page.Locator("[data-stage]").BoundingBoxAsync())!;
        for (var i = 0; i < Drags; i++)
        {
            var (x, y) = (stage.X + (stage.Width / 2), stage.Y + (stage.Height / 2));
            await annotator.Page.Mouse.MoveAsync(x, y);
            await annotator.Page.Mouse.DownAsync();
            await annotator.Page.Mouse.MoveAsync(x + 30, y + 20, new MouseMoveOptions { Steps = StepsOfADrag });
            await annotator.Page.Mouse.UpAsync();
            await annotator.Page.Keyboard.PressAsync("z");
            await annotator.DoneAsync(Landmarks / 2);
        }

        await annotator.Page.Keyboard.PressAsync("n");
    }

    private async Task ByKeysAsync()
    {
        for (var done = Landmarks / 2; done < Landmarks; done++)
        {
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(done + 1);
        }
    }

    // The script is faster than any person: it waits for the photographs that a person would find loaded.
    private async Task FinishAsync(int photographs)
    {
        var face = await annotator.TraceCodeAsync();
        await annotator.Page.WaitForFunctionAsync($"{Photographs} >= {photographs}");
        await annotator.SavedAsync();
        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.AcknowledgeAsync(async () => await annotator.TraceCodeAsync() != face);
        await annotator.Page.WaitForSelectorAsync("[data-stage][data-photograph=shown]");
    }

    private Task<JsonElement> WatchedAsync() => annotator.Page.EvaluateAsync<JsonElement>(Watched);
}
