using System.Text;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>What a visit and a face cost on a slow line, as the browser itself counts it.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class TransferTests(ChromiumBrowser chromium, ITestOutputHelper output)
{
    private const int FirstVisitBytes = 90 * 1024;
    private const int FaceBytes = 12 * 1024;
    private const int Landmarks = 98;

    [Fact]
    public async Task Visits_AndOneFace_StayWithinTheirBytes()
    {
        // As it is in production: files compressed by the build, and kept by the browser for ever under their fingerprint.
        await using var host = new BrowserHost(configure: builder => builder
            .UseSetting("ReloadStaticAssetsAtRuntime", "false").UseSetting("EnableStaticAssetsDevelopmentCaching", "true"));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single("wflw-98")[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        var meter = await Meter.OnAsync(annotator.Page);
        // Signing in may have led to the workbench already.
        await meter.ForgetAsync();

        await annotator.OpenAsync(project);
        var first = await ShellAsync(annotator.Page);
        await annotator.OpenAsync(project);
        var next = await ShellAsync(annotator.Page);
        output.WriteLine($"first visit {first}, next visit {next} bytes of code, styles and fonts");
        Assert.InRange(first, 1, FirstVisitBytes);
        Assert.Equal(0, next);

        await annotator.SavedAsync();
        meter.Reset();
        await annotator.PlaceAsync(sample.Truth, Landmarks);
        await annotator.SavedAsync();
        output.WriteLine($"98 placements with their acknowledgements: {meter.Bytes} bytes in {meter.Frames} frames");
        Assert.Equal(Landmarks, (await host.DurableAsync(await annotator.TraceCodeAsync())).Count);
        Assert.InRange(meter.Bytes, 1, FaceBytes);
        await annotator.Page.Context.CloseAsync();
    }

    // What the browser fetched over the line for the page's own scripts, styles and fonts; nothing of what it had.
    private static Task<int> ShellAsync(IPage page) => page.EvaluateAsync<int>(
        "performance.getEntriesByType('resource').filter(e => /\\.(js|css|woff2?)$/.test(new URL(e.name).pathname)).reduce((sum, e) => sum + e.transferSize, 0)");

    /// <summary>The frames of the page's WebSocket, each with its header (RFC 6455, section 5.2: 2 bytes, 4 from 126 on, and 4 of mask from the client).</summary>
    private sealed class Meter
    {
        public int Bytes { get; private set; }

        public int Frames { get; private set; }

        private ICDPSession session = null!;

        public static async Task<Meter> OnAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            var meter = new Meter { session = session };
            await session.SendAsync("Network.enable");
            session.Event("Network.webSocketFrameSent").OnEvent += (_, e) => meter.Add(e, mask: 4);
            session.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => meter.Add(e, mask: 0);
            return meter;
        }

        /// <summary>Empties the browser's cache.</summary>
        public async Task ForgetAsync() => await session.SendAsync("Network.clearBrowserCache");

        public void Reset() => (Bytes, Frames) = (0, 0);

        private void Add(JsonElement? told, int mask)
        {
            var payload = Encoding.UTF8.GetByteCount(told!.Value.GetProperty("response").GetProperty("payloadData").GetString()!);
            Bytes += payload + (payload < 126 ? 2 : 4) + mask;
            Frames++;
        }
    }
}
