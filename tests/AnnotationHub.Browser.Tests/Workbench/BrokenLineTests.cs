using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>The line drops, the server dies, the office lets no WebSocket through: the work goes on and arrives.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class BrokenLineTests(ChromiumBrowser chromium)
{
    private const int Landmarks = 68;
    private static readonly IReadOnlyList<SampleFace> Samples = SampleFace.Single();

    [Fact]
    public async Task Server_KilledInMidFaceAndStartedAgain_GoesOnWithNothingLost()
    {
        await using var server = new KillableServer();
        await server.StartAsync();
        await using var line = new Line(server.Address);
        using var client = await Api.ClientAsync(line.Address);
        var project = await Samples[0].OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();

        await annotator.PlaceAsync(Samples[0].Truth, 21);
        await server.KillAsync();
        await annotator.PlaceAsync(Samples[0].Truth, 30);
        await annotator.LineAsync("offline");
        await server.StartAsync();
        line.Target = server.Address;
        await annotator.PlaceAsync(Samples[0].Truth, Landmarks - 51);

        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));
        AssertSame(Samples[0].Truth, await client.SubmittedAsync(face));
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Cut_OfThirtyMinutesWithTwoFacesFinishedMeanwhile_SendsThemInOrderAndGoesOn()
    {
        // Leases that run out are swept up at once: the longest cut is the hardest one.
        await using var host = new BrowserHost(configure: builder => builder.UseSetting("HandOut:SweepSeconds", "0.2").UseSetting("Gold:MaximumShare", "0"));
        await using var line = new Line(new Uri(host.Address));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await SampleFace.OrderAsync(client, [.. Samples.Take(3)], minimum: 2, maximum: 3);
        var files = await client.FilesAsync(project);
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.Page.Clock.InstallAsync();
        await annotator.OpenAsync(project);
        await annotator.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        IReadOnlyList<(double X, double Y)> TruthOf(string face) => Samples.Single(s => s.FileName == files[face]).Truth;
        var faces = new List<string> { await annotator.TraceCodeAsync() };
        await annotator.PlaceAsync(TruthOf(faces[0]), 10);
        line.Cut();
        await annotator.PlaceAsync(TruthOf(faces[0]), Landmarks - 10);
        await FinishAsync(annotator, faces);
        await annotator.PlaceAsync(TruthOf(faces[1]), Landmarks);
        await FinishAsync(annotator, faces);
        await annotator.PlaceAsync(TruthOf(faces[2]), 5);

        await annotator.Page.Clock.FastForwardAsync("30:00");
        host.Clock.Forward(TimeSpan.FromMinutes(31));
        await annotator.LineAsync("offline");
        Assert.Equal((2 * Landmarks) - 10 + 5, int.Parse((await annotator.Bench.GetAttributeAsync("data-waiting"))!, System.Globalization.CultureInfo.InvariantCulture), 10.0);
        await Task.Delay(600);
        line.Mend();
        await annotator.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");

        await annotator.LineAsync("saved");
        Assert.Equal(faces[2], await annotator.TraceCodeAsync());
        await annotator.DoneAsync(5);
        await annotator.PlaceAsync(TruthOf(faces[2]), Landmarks - 5);
        // Whatever the check asks about in any of them is answered as at any other time.
        await annotator.SubmitAsync(async () => await client.IsSubmittedAsync(faces[0]) && await client.IsSubmittedAsync(faces[1]) && await client.IsSubmittedAsync(faces[2]));
        foreach (var face in faces) AssertSame(TruthOf(face), await client.SubmittedAsync(face));
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Tab_ReloadedWithoutALine_KeepsItsPlacementsAndGoesOnWhenTheLineReturns()
    {
        // Scripts and styles as in production, where the browser keeps them.
        await using var host = new BrowserHost(configure: builder => builder
            .UseSetting("ReloadStaticAssetsAtRuntime", "false").UseSetting("EnableStaticAssetsDevelopmentCaching", "true"));
        await using var line = new Line(new Uri(host.Address));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await Samples[0].OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.OpenAsync(project);
        await annotator.Page.EvaluateAsync("navigator.serviceWorker.ready");
        // What the worker has not seen yet it cannot keep.
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        await annotator.PlaceAsync(Samples[0].Truth, 3);
        await annotator.SavedAsync();
        line.Cut();
        await annotator.PlaceAsync(Samples[0].Truth, 6);
        await annotator.Page.ReloadAsync();
        await annotator.LineAsync("offline");
        await annotator.CoveredAsync("waiting");
        Assert.Equal("6", await annotator.Bench.GetAttributeAsync("data-waiting"));
        Assert.Equal(3, (await host.DurableAsync(face)).Count);

        line.Mend();
        await annotator.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await annotator.DoneAsync(9);
        await annotator.SavedAsync();
        Assert.Equal(9, (await host.DurableAsync(face)).Count);
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task WebSockets_Blocked_WorksOverLongPolling()
    {
        await using var host = new BrowserHost();
        await using var line = new Line(new Uri(host.Address)) { LetsOnlyRequestsThrough = true };
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await Samples[0].OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, line.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        await annotator.PlaceAsync(Samples[0].Truth, Landmarks);
        await annotator.SavedAsync();
        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));
        AssertSame(Samples[0].Truth, await client.SubmittedAsync(face));
        Assert.True(line.Refused >= 2, "neither a WebSocket nor an endless answer was tried");
        await annotator.Page.Context.CloseAsync();
    }

    private static async Task FinishAsync(Annotator annotator, List<string> faces)
    {
        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.LeavesAsync(faces[^1]);
        faces.Add(await annotator.TraceCodeAsync());
    }

    // A click lands on whole screen pixels, which are smaller or larger than the photograph's.
    private static void AssertSame(IReadOnlyList<(double X, double Y)> truth, IReadOnlyList<(double X, double Y)> placed)
    {
        Assert.Equal(truth.Count, placed.Count);
        var far = Enumerable.Range(0, truth.Count).Where(i => Math.Abs(truth[i].X - placed[i].X) > 2.5 || Math.Abs(truth[i].Y - placed[i].Y) > 2.5);
        Assert.Empty(far);
    }
}
