using System.Globalization;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>What a hand does besides placing: keys for visibility, fine steps, view and help, and what must not happen by a slip.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ToolsTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private const double TolerancePx = 0.002;
    private readonly BrowserHost host = new();
    private readonly SampleFace sample = SampleFace.Single()[0];
    private Annotator annotator = null!;
    private string project = "";
    private string face = "";

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        face = await annotator.TraceCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await annotator.Page.Context.CloseAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Visibility_ByKey_IsKeptWithThePlace()
    {
        var asked = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            asked.Add(await annotator.LandmarkAsync());
            if (i < 3) await annotator.PlaceAsync(sample.Truth, 1);
        }

        foreach (var key in (string[])["o", "Shift+Tab", "t", "Shift+Tab", "x"]) await annotator.Page.Keyboard.PressAsync(key);
        var durable = await DurableAsync(4);
        Assert.Equal(Visibility.Occluded, durable[asked[3]].Visibility);
        Assert.Equal(Visibility.SelfOccluded, durable[asked[2]].Visibility);
        Assert.Equal(Visibility.Outside, durable[asked[1]].Visibility);
        Assert.Equal(Visibility.Visible, durable[asked[0]].Visibility);
    }

    [Theory]
    [InlineData("ArrowRight", 1, 0, true)]
    [InlineData("Shift+ArrowDown", 0, 10, true)]
    [InlineData("Alt+ArrowLeft", -0.25, 0, false)]
    [InlineData("Alt+ArrowUp", 0, -0.25, false)]
    public async Task Arrow_MovesByItsStep(string key, double dx, double dy, bool isOnScreen)
    {
        await annotator.PlaceAsync(sample.Truth, 1);
        await annotator.Page.Keyboard.PressAsync("Shift+Tab");
        var landmark = await annotator.LandmarkAsync();
        var before = (await DurableAsync(1))[landmark].Point;
        await annotator.Page.Keyboard.PressAsync(key);
        var after = (await DurableAsync(1))[landmark].Point;
        var pixel = isOnScreen ? 1 / await ZoomAsync() : 1;
        Assert.Equal(before.X + (dx * pixel), after.X, TolerancePx);
        Assert.Equal(before.Y + (dy * pixel), after.Y, TolerancePx);
    }

    [Fact]
    public async Task View_MovesAndFitsAndIsLitUp_AndChangesNothing()
    {
        await annotator.PlaceAsync(sample.Truth, 5);
        var before = await DurableAsync(5);
        var (fitted, left) = (await ZoomAsync(), await OriginAsync());
        await annotator.Page.Keyboard.PressAsync("g");
        Assert.True(await ChangesAsync(ZoomAsync, fitted) > fitted);
        await annotator.Page.Keyboard.PressAsync("f");
        await ChangesAsync(ZoomAsync, await ZoomAsync(), fitted);

        await annotator.Page.Mouse.MoveAsync(500, 400);
        await annotator.Page.Keyboard.DownAsync(" ");
        await annotator.Page.Mouse.DownAsync();
        await annotator.Page.Mouse.MoveAsync(560, 400);
        await annotator.Page.Mouse.UpAsync();
        await annotator.Page.Keyboard.UpAsync(" ");
        Assert.Equal(left + 60, await ChangesAsync(OriginAsync, left), 0.1);

        await annotator.Page.Keyboard.DownAsync("l");
        await annotator.Page.WaitForSelectorAsync("[data-canvas=loupe]:not([hidden])");
        await annotator.Page.Keyboard.UpAsync("l");
        await annotator.Page.WaitForSelectorAsync("[data-canvas=loupe]", new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });

        await annotator.Page.Keyboard.PressAsync("b");
        await annotator.Page.FillAsync("[data-display] [name=brightness]", "1.6");
        await annotator.Page.WaitForFunctionAsync("document.querySelector('[data-canvas=photograph]').style.filter.includes('brightness(1.6)')");
        foreach (var key in (string[])["b", "h", "p", "m"]) await annotator.Page.Keyboard.PressAsync(key);
        Assert.Equal(before, await DurableAsync(5));
        Assert.Empty(annotator.Errors);
    }

    [Fact]
    public async Task Enter_HeldDown_ConfirmsOnceAlone()
    {
        await annotator.PlaceAsync(sample.Truth, 4);
        for (var press = 0; press < 8; press++) await annotator.Page.Keyboard.DownAsync("Enter");
        await annotator.Page.Keyboard.UpAsync("Enter");
        await annotator.DoneAsync(5);
        await annotator.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("5", await annotator.Bench.GetAttributeAsync("data-done"));
    }

    [Fact]
    public async Task Skip_OfAFaceThatWasWorkedOn_AsksOnce()
    {
        await annotator.PlaceAsync(sample.Truth, 2);
        await annotator.Page.Keyboard.PressAsync("k");
        await annotator.Page.WaitForSelectorAsync("[data-slot=toast][data-tone=warn]:not(:empty)");
        Assert.Equal(face, await annotator.TraceCodeAsync());
        await annotator.Page.Keyboard.PressAsync("k");
        await annotator.LeavesAsync(face);
    }

    [Fact]
    public async Task Keyboard_LeavesThePhotographAndComesBack()
    {
        await annotator.Page.Keyboard.PressAsync("F6");
        Assert.True(await annotator.Page.EvaluateAsync<bool>("document.activeElement.closest('header') !== null"));
        var landmark = await annotator.LandmarkAsync();
        await annotator.Page.Keyboard.PressAsync("Tab");
        Assert.Equal(landmark, await annotator.LandmarkAsync());
        await annotator.Page.Keyboard.PressAsync("F6");
        await annotator.Page.Keyboard.PressAsync("Tab");
        Assert.NotEqual(landmark, await annotator.LandmarkAsync());
    }

    [Fact]
    public async Task Photograph_ThatDoesNotCome_IsAskedForAgainAndNothingIsPlacedBlindly()
    {
        var refused = 0;
        await annotator.Page.RouteAsync("**/photograph", route => ++refused <= 2 ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await annotator.Page.GotoAsync($"{host.Address}/workbench?project={project}");
        await annotator.Page.WaitForSelectorAsync("[data-photograph=missing] .bench-wait");
        await annotator.Page.Mouse.ClickAsync(500, 400);
        await annotator.Page.Keyboard.PressAsync("Enter");
        await annotator.Page.WaitForSelectorAsync("[data-stage][data-photograph=shown]", new() { Timeout = 20_000 });
        Assert.Equal("0", await annotator.Bench.GetAttributeAsync("data-done"));
        Assert.True(refused >= 2);
    }

    // An old PC's browser leaves this much of its 768 pixels to a page.
    [Fact]
    public async Task Workbench_OnAnOldScreen_NeedsNoScrollingAndCoversNothing()
    {
        await annotator.Page.SetViewportSizeAsync(1366, 625);
        var reaches = await annotator.Page.EvaluateAsync<double[]>("""
            () => [document.scrollingElement.scrollHeight, document.querySelector(".bench-tools").getBoundingClientRect().bottom, document.querySelector(".bench-foot").getBoundingClientRect().top]
            """);
        Assert.Equal(625, reaches[0]);
        Assert.InRange(reaches[1], 0, reaches[2]);
    }

    private async Task<IReadOnlyDictionary<int, PlacedLandmark>> DurableAsync(int landmarks)
    {
        await annotator.DoneAsync(landmarks);
        // What waits is counted a moment after what was placed.
        await annotator.Page.WaitForTimeoutAsync(150);
        await annotator.SavedAsync();
        return await host.DurableAsync(face);
    }

    private Task<double> ZoomAsync() => NumberAsync("data-zoom");

    private Task<double> OriginAsync() => NumberAsync("data-origin-x");

    private async Task<double> NumberAsync(string attribute) =>
        double.Parse((await annotator.Page.Locator("[data-stage]").GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);

    // The next frame shows it.
    private static async Task<double> ChangesAsync(Func<Task<double>> value, double from, double? to = null)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var now = await value();
            if (to is { } wanted ? Math.Abs(now - wanted) < 1e-9 : Math.Abs(now - from) > 1e-9) return now;
            await Task.Delay(20);
        }

        throw new TimeoutException($"It is still {from}.");
    }
}
