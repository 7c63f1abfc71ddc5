using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>What is clicked is what is seen: the placement is the place of the photograph that the browser painted under the pointer.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class MappingTests(ChromiumBrowser chromium)
{
    private const double TolerancePx = 0.01;

    /// <summary>Notes where the browser was told to paint the photograph, in the canvas' own pixels, and where it says the pointer went down.</summary>
    private const string Witness = """
        const draw = CanvasRenderingContext2D.prototype.drawImage;
        CanvasRenderingContext2D.prototype.drawImage = function (picture, ...at) {
          if (this.canvas.dataset.canvas === "photograph") {
            const m = this.getTransform(), box = this.canvas.getBoundingClientRect();
            window.painted = { x: box.left + (m.a * at[0] + m.e) * box.width / this.canvas.width, y: box.top + (m.d * at[1] + m.f) * box.height / this.canvas.height,
              width: m.a * at[2] * box.width / this.canvas.width, height: m.d * at[3] * box.height / this.canvas.height };
          }
          return draw.call(this, picture, ...at);
        };
        document.addEventListener("pointerdown", e => { window.pressed = { x: e.clientX, y: e.clientY, ...prefixed(window.painted) }; }, true);
        const prefixed = p => ({ left: p.x, top: p.y, width: p.width, height: p.height });
        """;

    [Theory]
    [InlineData(1f)]
    [InlineData(1.25f)]
    [InlineData(2f)]
    public async Task Click_AtAnyZoom_IsThePlaceOfThePhotographUnderThePointer(float devicePixelRatio)
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[1];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1", devicePixelRatio: devicePixelRatio);
        await annotator.Page.AddInitScriptAsync(Witness);
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        var expected = new Dictionary<int, (double X, double Y)>();
        var view = await ViewAsync(client, face);

        // From the whole face to a few pixels across the screen and out again to a stamp.
        foreach (var notches in (int[])[0, 3, 9, 12, -16, -12])
        {
            for (var i = 0; i < Math.Abs(notches); i++) await WheelAsync(annotator.Page, 430 + (7 * i), 330, notches);
            foreach (var (x, y) in ((double X, double Y)[])[(402.5, 301.25), (471.8, 377.4)])
            {
                var landmark = await annotator.LandmarkAsync();
                var done = expected.Count;
                await annotator.Page.Mouse.ClickAsync((float)x, (float)y);
                await annotator.DoneAsync(done + 1);
                expected[landmark] = UnderThePointer(await annotator.Page.EvaluateAsync<JsonElement>("window.pressed"), view);
            }
        }

        await annotator.SavedAsync();
        var durable = await host.DurableAsync(face);
        Assert.Equal(12, durable.Count);
        foreach (var (landmark, (x, y)) in expected)
        {
            Assert.Equal(x, durable[landmark].Point.X, TolerancePx);
            Assert.Equal(y, durable[landmark].Point.Y, TolerancePx);
        }

        await annotator.Page.Context.CloseAsync();
    }

    private static async Task WheelAsync(IPage page, float x, float y, int notches)
    {
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.WheelAsync(0, notches > 0 ? -100 : 100);
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static (double X, double Y) UnderThePointer(JsonElement pressed, WorkView view)
    {
        double Of(string name) => pressed.GetProperty(name).GetDouble();
        return (view.X + ((Of("x") - Of("left")) / Of("width") * view.Width), view.Y + ((Of("y") - Of("top")) / Of("height") * view.Height));
    }

    private static async Task<WorkView> ViewAsync(HttpClient client, string traceCode)
    {
        var face = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/faces/{traceCode}")).RootElement;
        var (box, image) = (face.GetProperty("faceBox"), face.GetProperty("image"));
        double Of(string name) => box.GetProperty(name).GetDouble();
        return WorkView.For(image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32(), new FaceBox(Of("x"), Of("y"), Of("width"), Of("height")));
    }
}
