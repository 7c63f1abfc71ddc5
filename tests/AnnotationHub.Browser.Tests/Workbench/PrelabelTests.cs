using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>A client's landmarks as a starting shape: nothing of it counts before a person has confirmed it.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PrelabelTests(ChromiumBrowser chromium)
{
    private const int Landmarks = 68;

    [Fact]
    public async Task Prelabel_IsShownAndTakenOnlyPointByPoint()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3, "prelabel");
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=snap]");
        Assert.Equal("0", await annotator.Bench.GetAttributeAsync("data-done"));
        Assert.True(await annotator.IsMarkedAsync(sample.Truth[30]));

        // Asked for too early it says what is missing, and nothing is submitted.
        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.Page.WaitForSelectorAsync("[data-slot=toast][data-tone=warn]:not(:empty)");
        Assert.False(await client.IsSubmittedAsync(face));
        for (var done = 1; done <= Landmarks; done++)
        {
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(done);
        }

        await annotator.SavedAsync();
        var durable = await host.DurableAsync(face);
        Assert.Equal(Landmarks, durable.Count);
        // Every starting shape stands in the middle of its pixels, so that none of a known face is told apart by its decimals.
        Assert.All(durable, p => Assert.Equal(
            (Math.Floor(sample.Truth[p.Key].X) + 0.5, Math.Floor(sample.Truth[p.Key].Y) + 0.5), (Math.Round(p.Value.Point.X, 2), Math.Round(p.Value.Point.Y, 2))));
        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));
        Assert.Empty(annotator.Errors);
        await annotator.Page.Context.CloseAsync();
    }
}
