using System.Text.RegularExpressions;
using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>An offer of some landmarks alone: nothing else is asked, shown or sent.</summary>
[Collection(ChromiumCollection.Name)]
public sealed partial class DisputedLandmarksTests(ChromiumBrowser chromium)
{
    private static readonly int[] Disputed = [8, 30, 36, 45, 48];

    [Fact]
    public async Task Offer_OfDisputedLandmarks_AsksForThoseAlone()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        var submitted = new List<string>();
        await annotator.Page.RouteWebSocketAsync(new Regex("/hub/labeling"), socket =>
        {
            var server = socket.ConnectToServer();
            server.OnMessage(m => socket.Send(Offers().Replace(m.Text ?? "", $"\"landmarks\":[{string.Join(',', Disputed)}]")));
            socket.OnMessage(m =>
            {
                if (m.Text?.Contains("\"target\":\"Submit\"", StringComparison.Ordinal) == true) submitted.Add(m.Text);
                server.Send(m.Text ?? "");
            });
        });
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        Assert.Equal("0 / 5", await annotator.Page.InnerTextAsync("[data-slot=done]"));
        Assert.Contains("5", await annotator.Page.InnerTextAsync("[data-slot=position]"), StringComparison.Ordinal);
        Assert.Equal(0, await annotator.Page.Locator("[data-group]:visible", new() { HasText = "/0" }).CountAsync());

        // What is not asked for cannot be chosen on the reference face.
        var first = await annotator.LandmarkAsync();
        await annotator.Page.Locator(".reference-dot:not(.asked)").First.DispatchEventAsync("click");
        Assert.Equal(first, await annotator.LandmarkAsync());

        var asked = new List<int>();
        for (var i = 0; i < Disputed.Length; i++)
        {
            asked.Add(await annotator.LandmarkAsync());
            await annotator.PlaceAsync(sample.Truth, 1);
        }

        Assert.Equal(Disputed, asked.Order());
        Assert.Equal("true", await annotator.Bench.GetAttributeAsync("data-complete"));
        await annotator.SavedAsync();
        Assert.Equal(Disputed, (await host.DurableAsync(face)).Keys.Order());
        await annotator.Page.Keyboard.PressAsync("s");
        for (var attempt = 0; attempt < 50 && submitted.Count == 0; attempt++) await annotator.Page.WaitForTimeoutAsync(100);
        Assert.Contains("\"sequence\":5", Assert.Single(submitted), StringComparison.Ordinal);
        await annotator.Page.Context.CloseAsync();
    }

    [GeneratedRegex("\"landmarks\":null")]
    private static partial Regex Offers();
}
