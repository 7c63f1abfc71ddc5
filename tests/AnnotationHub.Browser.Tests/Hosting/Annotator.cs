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

    public static async Task<Annotator> SignInAsync(
        IBrowser browser, string address, string userName, string password = "demo-annotator", string locale = "zh-CN", float devicePixelRatio = 1)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ViewportSize = new ViewportSize { Width = ViewWidth, Height = ViewHeight },
            DeviceScaleFactor = devicePixelRatio,
        });
        return await SignInAsync(context, address, userName, password);
    }

    public static async Task<Annotator> SignInAsync(IBrowserContext context, string address, string userName, string password = "demo-annotator")
    {
        var annotator = await InNewTabAsync(context, address);
        await annotator.Page.GotoAsync($"{address}/sign-in");
        await annotator.Page.FillAsync("#userName", userName);
        await annotator.Page.FillAsync("#password", password);
        await annotator.Page.ClickAsync("main button.primary");
        await annotator.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return annotator;
    }

    /// <summary>Another tab of whoever is signed in there.</summary>
    public static async Task<Annotator> InNewTabAsync(IBrowserContext context, string address)
    {
        var annotator = new Annotator(await context.NewPageAsync(), address);
        annotator.Page.Console += (_, message) =>
        {
            if (message.Type == "error") annotator.errors.Add(message.Text);
        };
        annotator.Page.PageError += (_, error) => annotator.errors.Add(error);
        return annotator;
    }

    /// <summary>Opens the workbench for one project and waits until a photograph is shown.</summary>
    public async Task OpenAsync(string projectId)
    {
        await page.GotoAsync($"{address}/workbench?project={projectId}");
        await page.WaitForSelectorAsync("[data-stage][data-photograph=shown]", new PageWaitForSelectorOptions { Timeout = 30_000 });
    }

    /// <summary>The face that is shown.</summary>
    public async Task<string> TraceCodeAsync() => (await Bench.GetAttributeAsync("data-face"))!;

    /// <summary>Clicks where each landmark is, in the order in which the page asks for them.</summary>
    public Task PlaceAllAsync(IReadOnlyList<(double X, double Y)> truth, Random random, double sigmaPx) =>
        PlaceAsync([.. truth.Select(p => (p.X + Noise(random, sigmaPx), p.Y + Noise(random, sigmaPx)))], truth.Count);

    /// <summary>Clicks exactly where the next <paramref name="count"/> landmarks are.</summary>
    public async Task PlaceAsync(IReadOnlyList<(double X, double Y)> places, int count)
    {
        var before = int.Parse((await Bench.GetAttributeAsync("data-done"))!, CultureInfo.InvariantCulture);
        for (var i = 1; i <= count; i++)
        {
            var landmark = await LandmarkAsync();
            var (screenX, screenY) = await ToScreenAsync(places[landmark].X, places[landmark].Y);
            await page.Mouse.ClickAsync((float)screenX, (float)screenY);
            try
            {
                await DoneAsync(before + i);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Landmark {landmark} clicked at ({screenX:0}, {screenY:0}) was not placed; the page asks for {await LandmarkAsync()}, has {await Bench.GetAttributeAsync("data-done")} and says: {await Bench.InnerTextAsync()}");
            }
        }
    }

    /// <summary>Takes what stands at one place of the photograph and lets it go at another.</summary>
    public async Task DragAsync((double X, double Y) from, (double X, double Y) to)
    {
        var ((startX, startY), (endX, endY)) = (await ToScreenAsync(from.X, from.Y), await ToScreenAsync(to.X, to.Y));
        await page.Mouse.MoveAsync((float)startX, (float)startY);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)endX, (float)endY, new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Whether something is drawn over the photograph at this place of it.</summary>
    public async Task<bool> IsMarkedAsync((double X, double Y) place)
    {
        var (x, y) = await ToScreenAsync(place.X, place.Y);
        return await page.EvaluateAsync<bool>(IsMarkedScript, new[] { x, y });
    }

    private const string IsMarkedScript = """
        ([x, y]) => {
          const canvas = document.querySelector("[data-canvas=landmarks]"), box = canvas.getBoundingClientRect(), share = canvas.width / box.width;
          const { data } = canvas.getContext("2d").getImageData(Math.round((x - box.left - 5) * share), Math.round((y - box.top - 5) * share), 10, 10);
          return data.some((value, i) => i % 4 === 3 && value > 0);
        }
        """;

    /// <summary>The landmark whose turn it is.</summary>
    public async Task<int> LandmarkAsync() => int.Parse((await Bench.GetAttributeAsync("data-landmark"))!, CultureInfo.InvariantCulture);

    /// <summary>Looks away, as a person does in a pause, and waits until the server has acknowledged every placement that was made.</summary>
    public async Task SavedAsync()
    {
        await page.EvaluateAsync("window.dispatchEvent(new Event('blur'))");
        await WaitAsync("[data-workbench][data-waiting='0']");
    }

    /// <summary>Waits until so many placements are in the queue on the disk of this computer, where a crash leaves them.</summary>
    public async Task KeptAsync(int placements)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (await page.EvaluateAsync<int>(QueuedScript) == placements) return;
            await page.WaitForTimeoutAsync(100);
        }

        throw new TimeoutException($"{placements} placements were not kept within a quarter of a minute, but {await page.EvaluateAsync<int>(QueuedScript)}.");
    }

    private const string QueuedScript = """
        async () => {
          const [{ name }] = await indexedDB.databases();
          const answer = (request) => new Promise((done, failed) => {
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
          });
          const database = await answer(indexedDB.open(name));
          const count = await answer(database.transaction("placements").objectStore("placements").count());
          database.close();
          return count;
        }
        """;

    /// <summary>Waits until the page shows this message over the photograph; none for the empty name.</summary>
    public Task CoveredAsync(string cover) => WaitAsync($"[data-workbench][data-cover='{cover}']");

    /// <summary>Waits until the line is in this state.</summary>
    public Task LineAsync(string state) => WaitAsync($"[data-slot=line][data-state='{state}']");

    /// <summary>Waits until another face than this one is shown.</summary>
    public Task LeavesAsync(string traceCode) => WaitAsync($"[data-workbench]:not([data-face='{traceCode}'])");

    /// <summary>Waits until so many of the face's landmarks have their place.</summary>
    public Task DoneAsync(int landmarks) => WaitAsync($"[data-workbench][data-done='{landmarks}']");

    /// <summary>Submits, acknowledges what the check found, and waits until the work has arrived: <paramref name="hasArrived"/> asks the server.</summary>
    public async Task SubmitAsync(Func<Task<bool>> hasArrived)
    {
        await page.Keyboard.PressAsync("s");
        await AcknowledgeAsync(hasArrived);
    }

    /// <summary>Acknowledges what checks find, until <paramref name="hasArrived"/> says that the server has the work.</summary>
    public async Task AcknowledgeAsync(Func<Task<bool>> hasArrived)
    {
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

    /// <summary>Answers what the check asks by keys alone, until <paramref name="hasArrived"/> says that the server has the work.</summary>
    public async Task AcknowledgeByKeysAsync(Func<Task<bool>> hasArrived)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (await hasArrived()) return;
            // Space ticks the finding that is looked at and goes on to the next one; after the last, Enter sends.
            await page.WaitForTimeoutAsync(100);
            if (await page.Locator("[data-findings] input:focus").CountAsync() > 0) await page.Keyboard.PressAsync("Space");
            else if (await page.Locator("[data-findings] [data-send]:focus").CountAsync() > 0) await page.Keyboard.PressAsync("Enter");
        }

        throw new TimeoutException($"The face was not submitted by keys. The page said: {await Bench.InnerTextAsync()}");
    }

    /// <summary>Switches the page's language, which is remembered.</summary>
    public async Task SpeakEnglishAsync()
    {
        await page.ClickAsync("form[action='/culture'] button");
        await WaitAsync("html[lang=en]");
    }

    private async Task WaitAsync(string selector) => await page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });

    /// <summary>Where a place of the photograph is on the page.</summary>
    public async Task<(double X, double Y)> ToScreenAsync(double x, double y)
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
