using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>With ANNOTATIONHUB_SCREENSHOTS set to a folder, what the tests open is pictured there, for people to look at.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("ANNOTATIONHUB_SCREENSHOTS");

    /// <param name="isWhole">The whole page, not only what fits the screen.</param>
    public static async Task TakeAsync(IPage page, string name, bool isWhole = false)
    {
        if (Folder is not { Length: > 0 }) return;
        // What moves has come to rest.
        await page.WaitForTimeoutAsync(400);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), FullPage = isWhole });
    }
}
