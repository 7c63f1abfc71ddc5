using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Browser.Tests.Supervision;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>When the second annotator's work settles a face, the first is told at the workbench, the same minute, how far off the own points were.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class FeedbackTests(ChromiumBrowser chromium)
{
    [Fact]
    public async Task Face_SettledByAnother_ShowsTheWorstThreeInWordsAtOnce()
    {
        await using var host = new BrowserHost(configure: builder => builder.UseSetting("Gold:MaximumShare", "0"));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var first = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await first.OpenAsync(project);
        var trace = await first.TraceCodeAsync();
        await first.PlaceAllAsync(sample.Truth, new Random(4), sigmaPx: 0.8);
        await first.SubmitAsync(() => client.IsSubmittedAsync(trace));
        Assert.False(await first.Page.IsVisibleAsync(".bench-feedback"));

        await new HubAnnotator("annotator2", 0.5).LabelAsync(host, project, new Dictionary<string, IReadOnlyList<(double X, double Y)>> { [trace] = sample.Truth });
        await first.Page.WaitForSelectorAsync(".bench-feedback:visible");
        Assert.Contains(trace, await first.Page.InnerTextAsync(".bench-feedback h2"), StringComparison.Ordinal);
        var words = await first.Page.Locator(".bench-feedback li").AllInnerTextsAsync();
        Assert.Equal(3, words.Count);
        Assert.All(words, w => Assert.Matches(@"\d", w));

        await first.Page.GotoAsync($"{host.Address}/earnings/faces/{trace}");
        Assert.Equal(words, await first.Page.Locator("#feedback li").AllInnerTextsAsync());
        await first.Page.Context.CloseAsync();
    }
}
