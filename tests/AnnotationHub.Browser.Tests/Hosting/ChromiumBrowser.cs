using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>One headless Chromium for all tests: the machine's own, or one that is installed now.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private string? executable;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        executable = InstalledChromium.FindOrInstall();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = InstalledChromium.Flags });
    }

    /// <summary>A browser of its own that keeps its profile in a folder, as one on a PC does.</summary>
    public Task<IBrowserContext> LaunchOnDiskAsync(string folder) =>
        playwright!.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = executable,
            Args = InstalledChromium.Flags,
            Locale = "zh-CN",
            ViewportSize = new ViewportSize { Width = Annotator.ViewWidth, Height = Annotator.ViewHeight },
        });

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        playwright?.Dispose();
    }
}
