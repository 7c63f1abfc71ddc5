using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Many landmarks by few clicks: a line drawn through some of them, and a click that moves the nearest mark.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class SnapAndCurveTests(ChromiumBrowser chromium)
{
    private const int Jaw = 17;
    private const double TolerancePx = 0.05;

    [Fact]
    public async Task Curve_OfFiveClicks_LaysTheJawEvenlyAndIsUndoneAtOnce()
    {
        await using var host = new BrowserHost();
        var (annotator, face, truth) = await OpenAsync(host);
        await annotator.Page.Keyboard.PressAsync("4");
        foreach (var landmark in (int[])[0, 4, 8, 12, 16])
        {
            var (x, y) = await annotator.ToScreenAsync(truth[landmark].X, truth[landmark].Y);
            await annotator.Page.Mouse.ClickAsync((float)x, (float)y);
        }

        await annotator.Page.Keyboard.PressAsync("Enter");
        await annotator.DoneAsync(Jaw);
        var drawn = await DurableAsync(host, annotator, face, Jaw);
        AssertAt(truth[0], drawn[0]);
        AssertAt(truth[16], drawn[16]);
        double[] gaps = [.. Enumerable.Range(1, Jaw - 1).Select(i => Math.Sqrt(Math.Pow(drawn[i].Point.X - drawn[i - 1].Point.X, 2) + Math.Pow(drawn[i].Point.Y - drawn[i - 1].Point.Y, 2)))];
        // Along the line they are even; straight from one to the next a little shorter where it bends.
        Assert.All(gaps, gap => Assert.InRange(gap / gaps.Average(), 0.9, 1.1));

        await annotator.Page.Keyboard.PressAsync("z");
        await annotator.DoneAsync(0);
        await annotator.Page.Keyboard.PressAsync("y");
        await annotator.DoneAsync(Jaw);
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Snap_ClickBesideAGhost_MovesThatOneThere()
    {
        await using var host = new BrowserHost();
        var (annotator, face, truth) = await OpenAsync(host);
        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(truth, 3);
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=snap]");
        var known = (await DurableAsync(host, annotator, face, 3)).Select(p => KeyValuePair.Create(p.Key, p.Value.Point)).ToList();
        var landmark = await annotator.LandmarkAsync();
        var ghost = ShapeModelFile.Shipped("ibug-68")!.Complete(known)!.Value[landmark];
        var place = (X: ghost.X + 6, Y: ghost.Y - 4);
        var (x, y) = await annotator.ToScreenAsync(place.X, place.Y);
        await annotator.Page.Mouse.ClickAsync((float)x, (float)y);
        await annotator.DoneAsync(known.Count + 1);
        AssertAt(place, (await DurableAsync(host, annotator, face, known.Count + 1))[landmark]);
        await annotator.Page.Context.CloseAsync();
    }

    private async Task<(Annotator Annotator, string Face, IReadOnlyList<(double X, double Y)> Truth)> OpenAsync(BrowserHost host)
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        return (annotator, await annotator.TraceCodeAsync(), sample.Truth);
    }

    // What waits is counted a moment after what was placed: no sign of the page says that all has come.
    private static async Task<IReadOnlyDictionary<int, PlacedLandmark>> DurableAsync(BrowserHost host, Annotator annotator, string face, int landmarks)
    {
        for (var tries = 0; ; tries++)
        {
            await annotator.SavedAsync();
            var durable = await host.DurableAsync(face);
            if (durable.Count >= landmarks) return durable;
            Assert.True(tries < 300, $"{durable.Count} landmarks of {landmarks} have come.");
            await Task.Delay(50);
        }
    }

    private static void AssertAt((double X, double Y) expected, PlacedLandmark at)
    {
        Assert.Equal(expected.X, at.Point.X, TolerancePx);
        Assert.Equal(expected.Y, at.Point.Y, TolerancePx);
    }
}
