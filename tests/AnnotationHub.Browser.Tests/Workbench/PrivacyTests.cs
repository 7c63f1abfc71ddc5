using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Photographs are faces of people: nothing of them stays on a village's shared PC.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PrivacyTests(ChromiumBrowser chromium)
{
    private const int WindowBytes = 48;

    [Fact]
    public async Task Profile_AfterASession_HoldsNothingOfAnyPhotograph()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var samples = SampleFace.Single().Take(3).ToList();
        var project = await SampleFace.OrderAsync(client, samples, minimum: 2, maximum: 3);
        var files = await client.FilesAsync(project);
        var profile = Directory.CreateTempSubdirectory("annotationhub-profile-");
        try
        {
            var (photographs, style) = await WorkAsync(host, project, face => samples.Single(s => s.FileName == files[face]), profile.FullName);
            Assert.Equal(3, photographs.Count);
            var kept = Directory.EnumerateFiles(profile.FullName, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);
            // What the browser does keep is found by the same search: it would find a photograph.
            Assert.Contains(kept.Values, f => f.AsSpan().IndexOf(Middle(style)) >= 0);
            foreach (var photograph in photographs)
            {
                var traces = kept.Where(f => Windows(photograph).Any(w => f.Value.AsSpan().IndexOf(w) >= 0)).Select(f => f.Key);
                Assert.Empty(traces);
            }
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    /// <summary>A morning at a PC: a face, a reload, another look, the browser closed. Answers the photographs that were sent, and a file that may stay.</summary>
    private async Task<(IReadOnlyList<byte[]> Photographs, byte[] Style)> WorkAsync(BrowserHost host, string project, Func<string, SampleFace> shown, string profile)
    {
        var context = await chromium.LaunchOnDiskAsync(profile);
        var sent = new HashSet<string>();
        context.Response += (_, response) =>
        {
            if (response.Url.EndsWith("/photograph", StringComparison.Ordinal)) sent.Add(response.Url);
        };
        var annotator = await Annotator.SignInAsync(context, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        await annotator.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        await annotator.PlaceAsync(shown(await annotator.TraceCodeAsync()).Truth, 10);
        await annotator.SavedAsync();
        // Beside the browser, not through it.
        var photographs = new List<byte[]>();
        foreach (var address in sent) photographs.Add(await (await context.APIRequest.GetAsync(address)).BodyAsync());
        await annotator.OpenAsync(project);
        var style = new Uri(new Uri(host.Address), await annotator.Page.GetAttributeAsync("link[href*='workbench']", "href"));
        using var plain = new HttpClient();
        plain.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br, zstd");
        var bytes = await plain.GetByteArrayAsync(style);
        await context.CloseAsync();
        return (photographs, bytes);
    }

    // Pieces from all over the file: a part of it would be too much, too.
    private static IEnumerable<byte[]> Windows(byte[] file) => Enumerable.Range(1, 8).Select(i => file.AsSpan(file.Length * i / 9, WindowBytes).ToArray());

    private static byte[] Middle(byte[] file) => file.AsSpan(file.Length / 2, WindowBytes).ToArray();
}
