using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Browser.Tests.Supervision;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>Two annotators contradict each other on a few landmarks: the third is asked for those alone, sees no others, and is paid in proportion.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class DisputedLandmarksTests(ChromiumBrowser chromium)
{
    private const long PriceE4 = 8_000;
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("ibug-68")!;

    [Fact]
    public async Task Offer_OfDisputedLandmarks_AsksForThoseAloneAndPaysThemInProportion()
    {
        await using var host = new BrowserHost(configure: builder => builder.UseSetting("Gold:MaximumShare", "0"));
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 5);
        var face = (await client.FilesAsync(project)).Keys.Single();
        await Contradiction.LabelAsync(host, client, project, face, sample.Truth);

        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator3");
        await annotator.OpenAsync(project);
        Assert.Equal(face, await annotator.TraceCodeAsync());
        var assignment = (await HistoryAsync(client, face)).GetProperty("assignments").EnumerateArray().Single(a => a.GetProperty("state").GetString() == "live");
        int[] asked = [.. assignment.GetProperty("landmarks").EnumerateArray().Select(l => l.GetInt32())];
        Assert.All(Contradiction.Landmarks, l => Assert.Contains(l, asked));
        Assert.InRange(asked.Length, Contradiction.Landmarks.Count, Scheme.Count / 3);
        var price = new Money(PartialPrice.Of(PriceE4, asked.Length, Scheme.Count), "CNY").Amount;
        await AssertAskedAsync(annotator, asked, price);

        await PlaceAsync(annotator, sample.Truth, asked);
        await annotator.SubmitAsync(async () => (await HistoryAsync(client, face)).GetProperty("annotations").GetArrayLength() == 3);
        await AssertPaidAsync(host, client, face, asked, price);
        await annotator.Page.Context.CloseAsync();
    }

    private static async Task AssertAskedAsync(Annotator annotator, int[] asked, string price)
    {
        var page = annotator.Page;
        Assert.Equal($"0 / {asked.Length}", await page.InnerTextAsync("[data-slot=done]"));
        Assert.Contains(asked.Length.ToString(CultureInfo.InvariantCulture), await page.InnerTextAsync("[data-slot=position]"), StringComparison.Ordinal);
        Assert.Equal($"¥{price}", await page.InnerTextAsync("[data-slot=price]"));
        Assert.Equal(asked.Length, await page.Locator(".reference-dot.asked").CountAsync());
        Assert.Equal(0, await page.Locator("[data-group]:visible", new() { HasText = "/0" }).CountAsync());

        // What is not asked for cannot be chosen on the reference face.
        var first = await annotator.LandmarkAsync();
        await page.Locator(".reference-dot:not(.asked)").First.DispatchEventAsync("click");
        Assert.Equal(first, await annotator.LandmarkAsync());
    }

    private static async Task PlaceAsync(Annotator annotator, IReadOnlyList<(double X, double Y)> truth, int[] asked)
    {
        var turns = new List<int>();
        for (var i = 0; i < asked.Length; i++)
        {
            turns.Add(await annotator.LandmarkAsync());
            await annotator.PlaceAsync(truth, 1);
        }

        Assert.Equal(asked, turns.Order());
        Assert.Equal("true", await annotator.Bench.GetAttributeAsync("data-complete"));
        // No ghost and no other person's mark leads the hand: only what was placed is drawn.
        Assert.True(await annotator.IsMarkedAsync(truth[asked[0]]));
        foreach (var far in (int[])[0, 8, 16, 27, 37, 44]) Assert.Equal(asked.Contains(far), await annotator.IsMarkedAsync(truth[far]));
    }

    private static async Task AssertPaidAsync(BrowserHost host, HttpClient client, string face, int[] asked, string price)
    {
        var history = await HistoryAsync(client, face);
        var annotation = history.GetProperty("annotations").EnumerateArray().Single(a => a.GetProperty("asked").ValueKind == JsonValueKind.Array);
        Assert.Equal(asked, annotation.GetProperty("asked").EnumerateArray().Select(l => l.GetInt32()));
        Assert.Equal(asked, annotation.GetProperty("landmarks").EnumerateArray()
            .Select((l, i) => (i, Visibility: l.GetProperty("visibility").GetString())).Where(l => l.Visibility == "visible").Select(l => l.i));
        using var third = await host.SignedInAsync("annotator3", "demo-annotator");
        var entries = (await third.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings/entries")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(entries, e => e.GetProperty("traceCode").GetString() == face && e.GetProperty("amount").GetProperty("amount").GetString() == price);
    }

    private static Task<JsonElement> HistoryAsync(HttpClient client, string face) => client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{face}");
}
