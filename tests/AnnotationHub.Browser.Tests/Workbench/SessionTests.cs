using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Sessions that end, tabs that crash, two tabs, and a computer that is shared.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class SessionTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private static readonly SampleFace Sample = SampleFace.Single()[0];
    private static readonly TimeSpan SessionLength = TimeSpan.FromMinutes(10);

    private readonly BrowserHost host = new(configure: builder => builder.ConfigureTestServices(services =>
        services.PostConfigureAll<CookieAuthenticationOptions>(options => options.ExpireTimeSpan = SessionLength)));

    private Line line = null!;
    private HttpClient client = null!;
    private string project = "";

    public async ValueTask InitializeAsync()
    {
        line = new Line(new Uri(host.Address));
        client = await host.SignedInAsync("client1", "demo-client");
        project = await Sample.OrderAsync(client, minimum: 2, maximum: 3);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await line.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Session_ThatExpiresInMidFace_IsRenewedInPlaceWithoutLoss()
    {
        var annotator = await OpenAsync();
        var face = await annotator.TraceCodeAsync();
        await annotator.PlaceAsync(Sample.Truth, 6);
        host.Clock.Forward(SessionLength + TimeSpan.FromMinutes(1));
        line.Cut();
        await annotator.PlaceAsync(Sample.Truth, 5);
        line.Mend();
        await annotator.CoveredAsync("signedOut");

        await annotator.Page.FillAsync("[data-sign-in-again] [name=password]", "not the password");
        await annotator.Page.ClickAsync("[data-sign-in-again] button");
        await annotator.Page.WaitForSelectorAsync("[data-sign-in-again] [data-fault]:not(:empty)");
        await annotator.Page.FillAsync("[data-sign-in-again] [name=password]", "demo-annotator");
        await annotator.Page.ClickAsync("[data-sign-in-again] button");
        await annotator.CoveredAsync("");
        await annotator.PlaceAsync(Sample.Truth, 2);
        await annotator.SavedAsync();

        Assert.Equal(13, (await host.DurableAsync(face)).Count);
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Tabs_TwoOfOneAccount_TheLaterTakesOverAndTheEarlierSaysSo()
    {
        var earlier = await OpenAsync();
        var face = await earlier.TraceCodeAsync();
        await earlier.PlaceAsync(Sample.Truth, 3);
        var later = await Annotator.InNewTabAsync(earlier.Page.Context, line.Address);
        await later.OpenAsync(project);
        await earlier.CoveredAsync("takenOver");
        await later.DoneAsync(3);

        // What is still pressed in the earlier one is nobody's work.
        await earlier.Page.Keyboard.PressAsync("Enter");
        await later.PlaceAsync(Sample.Truth, 2);
        await later.SavedAsync();
        Assert.Equal(5, (await host.DurableAsync(face)).Count);

        await earlier.Page.ClickAsync("[data-when=takenOver] button");
        await later.CoveredAsync("takenOver");
        await earlier.DoneAsync(5);
        await earlier.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Computers_TwoOfOneAccount_TheEarlierLearnsItFromTheEpoch()
    {
        var earlier = await OpenAsync();
        await earlier.PlaceAsync(Sample.Truth, 3);
        await earlier.SavedAsync();
        var later = await OpenAsync();
        await later.DoneAsync(3);
        await earlier.PlaceAsync(Sample.Truth, 8);
        await earlier.CoveredAsync("takenOver");
        await later.PlaceAsync(Sample.Truth, 4);
        await later.SavedAsync();
        var face = await later.TraceCodeAsync();
        Assert.Equal(7, (await host.DurableAsync(face)).Count);

        // Its eight had sequences that the later one gave out meanwhile: they go behind them.
        await earlier.Page.ClickAsync("[data-when=takenOver] button");
        await earlier.DoneAsync(11);
        await earlier.SavedAsync();
        Assert.Equal(11, (await host.DurableAsync(face)).Count);
        await earlier.Page.Context.CloseAsync();
        await later.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task SignOut_InAnotherTab_StopsTheWorkbenchThatCanKeepNothingAnyMore()
    {
        var annotator = await OpenAsync();
        await annotator.PlaceAsync(Sample.Truth, 2);
        await annotator.SavedAsync();
        var other = await Annotator.InNewTabAsync(annotator.Page.Context, host.Address);
        await other.Page.GotoAsync($"{line.Address}/earnings");
        await other.Page.ClickAsync("form[data-sign-out] button");
        await other.Page.WaitForURLAsync("**/sign-in**");
        await annotator.CoveredAsync("notKept");
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Tab_ThatCrashedWithoutALine_ComesBackWithWhatHadNotArrived()
    {
        var crashed = await OpenAsync();
        var face = await crashed.TraceCodeAsync();
        await crashed.PlaceAsync(Sample.Truth, 4);
        await crashed.SavedAsync();
        line.Cut();
        await crashed.PlaceAsync(Sample.Truth, 9);
        await crashed.KeptAsync(9);
        var crash = new TaskCompletionSource();
        crashed.Page.Crash += (_, _) => crash.TrySetResult();
        _ = crashed.Page.GotoAsync("chrome://crash").ContinueWith(_ => { }, TaskScheduler.Default);
        await crash.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(4, (await host.DurableAsync(face)).Count);

        line.Mend();
        var restored = await Annotator.InNewTabAsync(crashed.Page.Context, line.Address);
        await restored.OpenAsync(project);
        await restored.DoneAsync(13);
        await restored.SavedAsync();
        Assert.Equal(13, (await host.DurableAsync(face)).Count);
        await restored.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task SignOut_WithPlacementsThatHaveNotArrived_IsRefusedAndLaterClearsTheComputer()
    {
        var annotator = await OpenAsync();
        await annotator.PlaceAsync(Sample.Truth, 2);
        line.Cut();
        await annotator.PlaceAsync(Sample.Truth, 3);
        await annotator.LineAsync("offline");
        await annotator.Page.ClickAsync("form[data-sign-out] button");
        await annotator.Page.WaitForSelectorAsync("[data-sign-out-refused][open]");
        Assert.Matches("^[345]$", await annotator.Page.InnerTextAsync("[data-sign-out-refused] [data-count=placements]"));
        Assert.Contains("/workbench", annotator.Page.Url, StringComparison.Ordinal);
        await annotator.Page.ClickAsync("[data-sign-out-refused] button");

        line.Mend();
        await annotator.LineAsync("saved");
        await annotator.Page.ClickAsync("form[data-sign-out] button");
        await annotator.Page.WaitForURLAsync("**/sign-in");
        Assert.Empty(await annotator.Page.EvaluateAsync<string[]>("indexedDB.databases().then(all => all.map(d => d.name))"));
        Assert.Empty(await annotator.Page.EvaluateAsync<string[]>("caches.keys()"));
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task SignOut_FromAnotherPageOfTheComputer_IsRefusedUntilTheWorkbenchHasSent()
    {
        var annotator = await OpenAsync();
        var context = annotator.Page.Context;
        line.Cut();
        await annotator.PlaceAsync(Sample.Truth, 4);
        await annotator.Page.CloseAsync();
        line.Mend();
        var elsewhere = (await Annotator.InNewTabAsync(context, line.Address)).Page;
        await elsewhere.GotoAsync($"{line.Address}/earnings");
        await elsewhere.ClickAsync("form[data-sign-out] button");
        await elsewhere.WaitForSelectorAsync("[data-sign-out-refused][open]");
        Assert.Equal("4", await elsewhere.InnerTextAsync("[data-sign-out-refused] [data-count=placements]"));
        await elsewhere.ClickAsync("[data-sign-out-refused] a");

        var back = new Annotator(elsewhere, line.Address);
        await back.OpenAsync(project);
        await back.SavedAsync();
        await elsewhere.GotoAsync($"{line.Address}/earnings");
        await elsewhere.ClickAsync("form[data-sign-out] button");
        await elsewhere.WaitForURLAsync("**/sign-in");
        Assert.Empty(await elsewhere.EvaluateAsync<string[]>("indexedDB.databases().then(all => all.map(d => d.name))"));
        await context.CloseAsync();
    }

    [Fact]
    public async Task SignOut_WithAFinishedFaceThatWasNotSubmitted_IsRefused()
    {
        var annotator = await OpenAsync();
        var face = await annotator.TraceCodeAsync();
        await annotator.PlaceAsync(Sample.Truth, 68);
        await annotator.SavedAsync();
        line.Cut();
        await annotator.LineAsync("offline");
        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.LeavesAsync(face);
        Assert.Equal("0", await annotator.Bench.GetAttributeAsync("data-waiting"));
        Assert.Equal("1", await annotator.Bench.GetAttributeAsync("data-waiting-faces"));
        await annotator.Page.ClickAsync("form[data-sign-out] button");
        await annotator.Page.WaitForSelectorAsync("[data-sign-out-refused][open]");
        Assert.Equal("1", await annotator.Page.InnerTextAsync("[data-sign-out-refused] [data-count=faces]"));
        await annotator.Page.ClickAsync("[data-sign-out-refused] button");
        line.Mend();
        await annotator.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await annotator.LineAsync("saved");
        await annotator.AcknowledgeAsync(() => client.IsSubmittedAsync(face));
        await annotator.Page.Context.CloseAsync();
    }

    private async Task<Annotator> OpenAsync()
    {
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.OpenAsync(project);
        return annotator;
    }
}
