using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>A review page that has nothing to show, in a real browser: it asks for nothing, and the next face comes by itself.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class EmptyQueueTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    // Longer than the page waits between two looks of its own accord.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(17);

    private readonly BrowserHost host = new();
    private int looks;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Empty_WithItsLine_ShowsTheNextFaceAtTheServersWordAndAsksForNothing()
    {
        var page = await EmptyAsync(_ => Task.CompletedTask);
        await Task.Delay(Quiet);
        Assert.Equal(1, looks);
        await DisputeAsync();
        await page.WaitForSelectorAsync("[data-review][data-mode=face]", new PageWaitForSelectorOptions { Timeout = 12_000 });
        Assert.Equal(2, looks);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Empty_WithoutItsLine_LooksByTheClock()
    {
        var page = await EmptyAsync(p => p.RouteAsync("**/hub/supervision/**", route => route.AbortAsync()));
        await DisputeAsync();
        await page.WaitForSelectorAsync("[data-review][data-mode=face]");
        Assert.True(looks > 1);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> EmptyAsync(Func<IPage, Task> prepareAsync)
    {
        var page = (await Annotator.SignInAsync(chromium.Browser, host.Address, "supervisor1", "demo-supervisor")).Page;
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/v1/supervision/queue", StringComparison.Ordinal)) Interlocked.Increment(ref looks);
        };
        await prepareAsync(page);
        await page.GotoAsync($"{host.Address}/supervision/review");
        await page.WaitForSelectorAsync("[data-review][data-mode=empty]");
        return page;
    }

    private async Task DisputeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        await new SupervisionWorld(host).DisputedAsync(client, 1);
    }
}
