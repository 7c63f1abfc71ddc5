using System.Globalization;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>A person at the workbench, as the browser sees one.</summary>
public sealed class Annotator(IPage page, string address)
{
    public const int ViewWidth = 1366;
    public const int ViewHeight = 768;

    private readonly List<string> errors = [];

    public IPage Page => page;

    /// <summary>What the page's console and scripts complained of.</summary>
    public IReadOnlyList<string> Errors => errors;

    public ILocator Bench => page.Locator("[data-workbench]");

    public static async Task<Annotator> SignInAsync(IBrowser browser, string address, string userName, string password = "demo-annotator", string locale = "zh-CN")
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ViewportSize = new ViewportSize { Width = ViewWidth, Height = ViewHeight },
        });
        var annotator = new Annotator(await context.NewPageAsync(), address);
        annotator.Page.Console += (_, message) =>
        {
            if (message.Type == "error") annotator.errors.Add(message.Text);
        };
        annotator.Page.PageError += (_, error) => annotator.errors.Add(error);
        await annotator.Page.GotoAsync($"{address}/sign-in");
        await annotator.Page.FillAsync("#userName", userName);
        await annotator.Page.FillAsync("#password", password);
        await annotator.Page.ClickAsync("main button.primary");
        await annotator.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return annotator;
    }

    /// <summary>Opens the workbench for one project and waits until a photograph is shown.</summary>
    public async Task OpenAsync(string projectId)
    {
        await page.GotoAsync($"{address}/workbench?project={projectId}");
        await page.WaitForSelectorAsync("[data-stage][data-photograph=shown]", new PageWaitForSelectorOptions { Timeout = 30_000 });
    }

    /// <summary>Clicks where each landmark is, in the order in which the page asks for them.</summary>
    public async Task PlaceAllAsync(IReadOnlyList<(double X, double Y)> truth, Random random, double sigmaPx)
    {
        for (var i = 0; i < truth.Count; i++)
        {
            var landmark = int.Parse((await Bench.GetAttributeAsync("data-landmark"))!, CultureInfo.InvariantCulture);
            var (x, y) = (truth[landmark].X + Noise(random, sigmaPx), truth[landmark].Y + Noise(random, sigmaPx));
            var (screenX, screenY) = await ToScreenAsync(x, y);
            await page.Mouse.ClickAsync((float)screenX, (float)screenY);
            try
            {
                await DoneAsync(i + 1);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Landmark {landmark} clicked at ({screenX:0}, {screenY:0}) was not placed; the page asks for {await Bench.GetAttributeAsync("data-landmark")}, has {await Bench.GetAttributeAsync("data-done")} and says: {await Bench.InnerTextAsync()}");
            }
        }
    }

    /// <summary>Waits until the server has acknowledged every placement that was made.</summary>
    public Task SavedAsync() => WaitAsync("[data-workbench][data-waiting='0']");

    /// <summary>Waits until so many of the face's landmarks have their place.</summary>
    public Task DoneAsync(int landmarks) => WaitAsync($"[data-workbench][data-done='{landmarks}']");

    /// <summary>Submits, acknowledges what the check found, and waits until the work has arrived: <paramref name="hasArrived"/> asks the server.</summary>
    public async Task SubmitAsync(Func<Task<bool>> hasArrived)
    {
        await page.Keyboard.PressAsync("s");
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (await hasArrived()) return;
            if (await page.Locator("[data-findings]").IsVisibleAsync())
            {
                foreach (var box in await page.Locator("[data-findings] input").AllAsync()) await box.CheckAsync();
                await page.ClickAsync("[data-findings] [data-send]");
            }

            await page.WaitForTimeoutAsync(200);
        }

        throw new TimeoutException($"The face was not submitted within half a minute. The page said: {await Bench.InnerTextAsync()}");
    }

    private async Task WaitAsync(string selector) => await page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });

    private async Task<(double X, double Y)> ToScreenAsync(double x, double y)
    {
        var stage = page.Locator("[data-stage]");
        var box = (await stage.BoundingBoxAsync())!;
        var zoom = await NumberAsync(stage, "data-zoom");
        return (box.X + await NumberAsync(stage, "data-origin-x") + (x * zoom), box.Y + await NumberAsync(stage, "data-origin-y") + (y * zoom));
    }

    private static async Task<double> NumberAsync(ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);

    private static double Noise(Random random, double sigma) =>
        sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
