using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Accessibility;

/// <summary>The workbench in each of its states, in both languages, without a violation that axe finds.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class WorkbenchAccessibilityTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private static readonly IReadOnlyList<SampleFace> Samples = [.. SampleFace.Single().Take(2)];
    private readonly BrowserHost host = new();
    private readonly List<string> violations = [];
    private Line line = null!;
    private Annotator annotator = null!;
    private string locale = "";
    private IReadOnlyList<(double X, double Y)> truth = [];

    public ValueTask InitializeAsync()
    {
        line = new Line(new Uri(host.Address));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await line.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Workbench_InEveryState_HasNoViolation(string language)
    {
        locale = language;
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await SampleFace.OrderAsync(client, Samples, minimum: 1, maximum: 3);
        annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        if (language == "en") await annotator.SpeakEnglishAsync();
        await annotator.OpenAsync(project);
        var files = await client.FilesAsync(project);
        var face = await annotator.TraceCodeAsync();
        truth = Samples.Single(s => s.FileName == files[face]).Truth;
        await LookAsync("empty");
        await annotator.PlaceAsync(truth, 12);
        await annotator.SavedAsync();
        await LookAsync("working");
        await StartingShapeAsync();
        await PanelsAsync();
        await EndsAsync(client, project);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        await annotator.Page.Context.CloseAsync();
    }

    private async Task StartingShapeAsync()
    {
        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(truth, 2);
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=snap]");
        await LookAsync("starting-shape");
        await annotator.Page.Keyboard.PressAsync("4");
        foreach (var (x, y) in ((float X, float Y)[])[(380, 300), (430, 280), (480, 300)]) await annotator.Page.Mouse.ClickAsync(x, y);
        await LookAsync("curve");
        await annotator.Page.Keyboard.PressAsync("Escape");
    }

    private async Task PanelsAsync()
    {
        await annotator.Page.Keyboard.PressAsync("b");
        await LookAsync("display");
        await annotator.Page.Keyboard.PressAsync("b");
        await annotator.Page.Keyboard.PressAsync("?");
        await LookAsync("keys");
        await annotator.Page.Keyboard.PressAsync("Escape");
    }

    // What the check finds, then a line that drops, another tab, and nothing left to do.
    private async Task EndsAsync(HttpClient client, string project)
    {
        var face = await annotator.TraceCodeAsync();
        for (var done = int.Parse((await annotator.Bench.GetAttributeAsync("data-done"))!, System.Globalization.CultureInfo.InvariantCulture); done < 68; done++)
        {
            await annotator.Page.Keyboard.PressAsync(done == 40 ? "Shift+ArrowUp" : "ArrowDown");
            if (done == 40) for (var i = 0; i < 12; i++) await annotator.Page.Keyboard.PressAsync("Shift+ArrowUp");
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(done + 1);
        }

        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.Page.WaitForSelectorAsync("[data-findings]:not([hidden])");
        await LookAsync("findings");
        await annotator.AcknowledgeByKeysAsync(() => client.IsSubmittedAsync(face));
        await annotator.LeavesAsync(face);
        line.Cut();
        await annotator.LineAsync("offline");
        await LookAsync("offline");
        line.Mend();
        await annotator.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await annotator.LineAsync("saved");
        var other = await Annotator.InNewTabAsync(annotator.Page.Context, line.Address);
        await other.OpenAsync(project);
        await annotator.CoveredAsync("takenOver");
        await LookAsync("taken-over");
        await other.Page.Keyboard.PressAsync("k");
        await other.CoveredAsync("noWork");
        annotator = other;
        await LookAsync("no-work");
        await annotator.Page.Context.ClearCookiesAsync();
        line.Cut();
        line.Mend();
        await annotator.CoveredAsync("signedOut");
        await LookAsync("signed-out");
    }

    private async Task LookAsync(string state)
    {
        await annotator.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await Pictures.TakeAsync(annotator.Page, $"workbench-{state}-{locale}");
        violations.AddRange((await Axe.ViolationsAsync(annotator.Page)).Select(v => $"{state} ({locale}): {v}"));
        Assert.Equal(locale, await annotator.Page.GetAttributeAsync("html", "lang"));
    }
}
