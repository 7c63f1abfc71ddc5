using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Three clicks set out a face; every other landmark is confirmed or moved, and how far is kept with the annotation.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class StartingShapeTests(ChromiumBrowser chromium)
{
    private const int Landmarks = 68;
    private static readonly int[] Anchors = [36, 45, 8];

    [Fact]
    public async Task Face_StartedByThreeClicks_KeepsHowFarEachLandmarkWasMoved()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();

        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(sample.Truth, Anchors.Length);
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=snap]");
        for (var done = Anchors.Length; done < Landmarks; done++)
        {
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(done + 1);
        }

        // One that stands a little off is put right by the arrows; it is the tip of the nose.
        for (var i = 0; i < Landmarks && await annotator.LandmarkAsync() != 30; i++) await annotator.Page.Keyboard.PressAsync("Tab");
        for (var i = 0; i < 4; i++) await annotator.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));

        var annotation = Assert.Single((await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{face}")).GetProperty("annotations").EnumerateArray());
        var moved = annotation.GetProperty("moved").EnumerateArray().Select(m => m.ValueKind == JsonValueKind.Null ? (double?)null : m.GetDouble()).ToList();
        Assert.Equal(Landmarks, moved.Count);
        Assert.All(Anchors, a => Assert.Null(moved[a]));
        Assert.InRange(moved[30]!.Value, 10, 200);
        Assert.All(Enumerable.Range(0, Landmarks).Except(Anchors).Except([30]), l => Assert.InRange(moved[l]!.Value, 0, 0.01));
        await annotator.Page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("ibug-68")]
    [InlineData("cheekbone-72")]
    [InlineData("wflw-98")]
    public async Task ShapeModel_OfAScheme_IsSmallAndSentOnce(string scheme)
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("annotator1", "demo-annotator");
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var first = await client.GetAsync($"/api/v1/schemes/{scheme}/shape");
        Assert.InRange((await first.Content.ReadAsByteArrayAsync()).Length, 1_000, 8 * 1024);
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await client.GetAsync($"/api/v1/schemes/{scheme}/shape");
        Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
    }
}
