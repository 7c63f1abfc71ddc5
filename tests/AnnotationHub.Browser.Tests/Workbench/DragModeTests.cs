using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>A face set out by three clicks is put right by dragging what is off; whatever was dragged can be taken back.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class DragModeTests(ChromiumBrowser chromium)
{
    private const int Landmarks = 68;
    private const double TolerancePx = 0.05;
    // The model is rounded on its way to the page.
    private const double ModelTolerancePx = 0.5;
    private static readonly int[] Anchors = [36, 45, 8];
    private static readonly ShapeModel Model = ShapeModelFile.Shipped("ibug-68")!;

    [Fact]
    public async Task Ghost_Dragged_IsPlacedThereAndUndoneAndRedone()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var truth = SampleFace.Single()[0].Truth;
        var project = await SampleFace.Single()[0].OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(truth, Anchors.Length);
        await annotator.Page.Keyboard.PressAsync("3");
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=drag]");

        // The page's ghosts are where the same model has them here.
        var dragged = await annotator.LandmarkAsync();
        var ghost = Ghost(await DurableAsync(host, annotator, face), dragged);
        await annotator.DragAsync(ghost, (ghost.X + 25, ghost.Y - 12));
        await annotator.DoneAsync(Anchors.Length + 1);
        var first = await PlaceOfAsync(host, annotator, face, dragged);
        AssertNear((ghost.X + 25, ghost.Y - 12), first, ModelTolerancePx);

        await annotator.Page.Keyboard.PressAsync("z");
        await annotator.DoneAsync(Anchors.Length);
        Assert.Equal(dragged, await annotator.LandmarkAsync());
        await annotator.Page.Keyboard.PressAsync("y");
        await annotator.DoneAsync(Anchors.Length + 1);
        Assert.Equal(first, await PlaceOfAsync(host, annotator, face, dragged));

        // What has its place is dragged on, and one undo takes it back to where it was.
        await annotator.DragAsync(first, (first.X + 18, first.Y + 21));
        AssertNear((first.X + 18, first.Y + 21), await PlaceOfAsync(host, annotator, face, dragged), TolerancePx);
        await annotator.Page.Keyboard.PressAsync("z");
        Assert.Equal(first, await PlaceOfAsync(host, annotator, face, dragged));

        await AssertMagnifiedAsync(annotator, first);

        // Beside all marks there is nothing to take.
        await annotator.DragAsync((truth[27].X, truth[27].Y - 120), (truth[27].X + 40, truth[27].Y - 120));
        Assert.Equal((Anchors.Length + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), await annotator.Bench.GetAttributeAsync("data-done"));

        await FinishAsync(annotator, client, face);
        var annotation = Assert.Single((await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{face}")).GetProperty("annotations").EnumerateArray());
        Assert.Equal(Math.Sqrt((25 * 25) + (12 * 12)), annotation.GetProperty("moved")[dragged].GetDouble(), TolerancePx);
        await annotator.Page.Context.CloseAsync();
    }

    // Taken a little below it, the loupe shows the mark and not the hand; put back, it has not moved.
    private static async Task AssertMagnifiedAsync(Annotator annotator, (double X, double Y) mark)
    {
        var (x, y) = await annotator.ToScreenAsync(mark.X, mark.Y);
        await annotator.Page.Mouse.MoveAsync((float)x, (float)y + 3);
        await annotator.Page.Mouse.DownAsync();
        await annotator.Page.Mouse.MoveAsync((float)x, (float)y + 43, new() { Steps = 4 });
        await annotator.Page.WaitForTimeoutAsync(100);
        var loupe = (await annotator.Page.Locator("[data-canvas=loupe]").BoundingBoxAsync())!;
        Assert.Equal(y + 40, loupe.Y + (loupe.Height / 2), 1.0);
        await annotator.Page.Mouse.UpAsync();
        await annotator.Page.Keyboard.PressAsync("z");
    }

    private static async Task FinishAsync(Annotator annotator, HttpClient client, string face)
    {
        await annotator.Page.Keyboard.PressAsync("n");
        for (var done = Anchors.Length + 1; done < Landmarks; done++)
        {
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(done + 1);
        }

        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));
    }

    private static (double X, double Y) Ghost(IReadOnlyDictionary<int, PlacedLandmark> placed, int landmark)
    {
        var at = Model.Complete([.. placed.Select(p => KeyValuePair.Create(p.Key, p.Value.Point))])!.Value[landmark];
        return (at.X, at.Y);
    }

    private static async Task<IReadOnlyDictionary<int, PlacedLandmark>> DurableAsync(BrowserHost host, Annotator annotator, string face)
    {
        await annotator.SavedAsync();
        return await host.DurableAsync(face);
    }

    private static async Task<(double X, double Y)> PlaceOfAsync(BrowserHost host, Annotator annotator, string face, int landmark)
    {
        var at = (await DurableAsync(host, annotator, face))[landmark].Point;
        return (at.X, at.Y);
    }

    private static void AssertNear((double X, double Y) expected, (double X, double Y) at, double tolerancePx)
    {
        Assert.Equal(expected.X, at.X, tolerancePx);
        Assert.Equal(expected.Y, at.Y, tolerancePx);
    }
}
