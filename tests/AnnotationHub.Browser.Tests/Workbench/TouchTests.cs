using System.Globalization;
using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>A finger places as a mouse does, and two fingers move the photograph and place nothing.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class TouchTests(ChromiumBrowser chromium)
{
    private const double TolerancePx = 0.05;

    [Fact]
    public async Task Finger_PlacesAndTwoFingersZoom()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = "zh-CN",
            HasTouch = true,
            ViewportSize = new ViewportSize { Width = Annotator.ViewWidth, Height = Annotator.ViewHeight },
        });
        var annotator = await Annotator.SignInAsync(context, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();

        var places = new Dictionary<int, (double X, double Y)>();
        for (var done = 1; done <= 3; done++)
        {
            var landmark = await annotator.LandmarkAsync();
            var (x, y) = await annotator.ToScreenAsync(sample.Truth[landmark].X, sample.Truth[landmark].Y);
            await annotator.Page.Touchscreen.TapAsync((float)x, (float)y);
            await annotator.DoneAsync(done);
            places[landmark] = sample.Truth[landmark];
        }

        var before = await ZoomAsync(annotator);
        await PinchAsync(annotator.Page, fromPx: 60, toPx: 180);
        Assert.InRange(await ZoomAsync(annotator) / before, 2.7, 3.3);
        Assert.Equal("3", await annotator.Bench.GetAttributeAsync("data-done"));

        await annotator.SavedAsync();
        var durable = await host.DurableAsync(face);
        Assert.Equal(places.Keys.Order(), durable.Keys.Order());
        // A finger's place comes in whole pixels of the screen.
        Assert.All(places, p => Assert.InRange(Math.Max(Math.Abs(p.Value.X - durable[p.Key].Point.X), Math.Abs(p.Value.Y - durable[p.Key].Point.Y)), 0, (1 / before) + TolerancePx));
        Assert.Empty(annotator.Errors);
        await context.CloseAsync();
    }

    private static async Task<double> ZoomAsync(Annotator annotator) =>
        double.Parse((await annotator.Page.Locator("[data-stage]").GetAttributeAsync("data-zoom"))!, CultureInfo.InvariantCulture);

    // From the middle of the photograph to both sides, each finger by half.
    private static async Task PinchAsync(IPage page, int fromPx, int toPx)
    {
        var box = (await page.Locator("[data-stage]").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        var session = await page.Context.NewCDPSessionAsync(page);
        object[] Fingers(double apartPx) => [new { x = x - (apartPx / 2), y, id = 0 }, new { x = x + (apartPx / 2), y, id = 1 }];
        Task SendAsync(string type, object[] touchPoints) =>
            session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = touchPoints });
        await SendAsync("touchStart", Fingers(fromPx));
        for (var apart = fromPx; apart <= toPx; apart += 20) await SendAsync("touchMove", Fingers(apart));
        await SendAsync("touchEnd", []);
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}
