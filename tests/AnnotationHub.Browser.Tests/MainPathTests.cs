using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests;

/// <summary>From a client's photograph to a paid, checked, downloadable face, in a real browser.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class MainPathTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private readonly BrowserHost host = new();
    private readonly Dictionary<string, HttpClient> apis = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        foreach (var api in apis.Values) api.Dispose();
        return host.DisposeAsync();
    }

    [Fact]
    public async Task Face_LabelledByMouseByTwo_IsAcceptedPaidAndReleased()
    {
        var sample = SampleFace.Single()[0];
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);

        foreach (var who in (string[])["annotator1", "annotator2"])
        {
            var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, who);
            await annotator.OpenAsync(project);
            await annotator.PlaceAllAsync(sample.Truth, new Random(who[^1]), sigmaPx: 1.5);
            await annotator.SubmitAsync(() => HasEarnedAsync(who, "0.80", "pending", "payable"));
            Assert.Empty(annotator.Errors);
            await annotator.Page.Context.CloseAsync();
        }

        await SeesMoneyAsync("annotator1");
        await SeesMoneyAsync("annotator2");
        await SeesAgreementAndDownloadsAsync(project, sample);
    }

    [Fact]
    public async Task Face_ByKeyboardAlone_IsFinished()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await SampleFace.Single()[0].OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator3");
        await annotator.OpenAsync(project);
        for (var i = 0; i < 68; i++)
        {
            await annotator.Page.Keyboard.PressAsync("ArrowRight");
            await annotator.Page.Keyboard.PressAsync("Enter");
            await annotator.DoneAsync(i + 1);
        }

        await annotator.Page.Keyboard.PressAsync("s");
        await annotator.AcknowledgeByKeysAsync(() => HasEarnedAsync("annotator3", "0.80", "pending"));
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Placements_AfterAReload_AreStillThereAndCanBeUndone()
    {
        var sample = SampleFace.Single()[0];
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator4");
        await annotator.OpenAsync(project);
        await annotator.PlaceAllAsync(sample.Truth, new Random(1), 1);
        await annotator.SavedAsync();
        await annotator.OpenAsync(project);
        await annotator.DoneAsync(68);
        await annotator.Page.Keyboard.PressAsync("z");
        await annotator.DoneAsync(67);
        await annotator.Page.Context.CloseAsync();
    }

    private async Task SeesMoneyAsync(string who)
    {
        Assert.True(await HasEarnedAsync(who, "0.80", "payable"), $"{who} was not paid");
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, who);
        await annotator.Page.GotoAsync($"{host.Address}/earnings");
        Assert.Contains("0.80", await annotator.Page.InnerTextAsync("[data-sum=payable]"), StringComparison.Ordinal);
        await annotator.Page.Context.CloseAsync();
    }

    private async Task<bool> HasEarnedAsync(string who, string amount, params string[] where)
    {
        if (!apis.TryGetValue(who, out var api)) apis[who] = api = await host.SignedInAsync(who, "demo-annotator");
        var earnings = await api.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        return where.Any(w => earnings.GetProperty(w).GetProperty("amount").GetString() == amount);
    }

    // The client, in the browser: how well the two agree, then a release and its file.
    private async Task SeesAgreementAndDownloadsAsync(string project, SampleFace sample)
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var trace = (await client.FilesAsync(project)).Single().Key;
        var face = await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{trace}");
        var agreement = face.GetProperty("consensus").GetProperty("agreementPercent").GetDouble();
        Assert.InRange(agreement, 0.3, 5);

        var page = (await Annotator.SignInAsync(chromium.Browser, host.Address, "client1", "demo-client")).Page;
        await page.GotoAsync($"{host.Address}/faces/{trace}");
        Assert.Contains(agreement.ToString("0.00", CultureInfo.InvariantCulture), await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync($"{host.Address}/projects/{project}/releases");
        await page.ClickAsync("main form button.primary");
        var link = page.Locator("a[download][href$='coco-keypoints.json']");
        await link.WaitForAsync(new() { Timeout = 60_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        using var file = await JsonDocument.ParseAsync(content);
        var keypoints = Assert.Single(file.RootElement.GetProperty("annotations").EnumerateArray()).GetProperty("keypoints").EnumerateArray().Select(k => k.GetDouble()).ToArray();
        var errors = Enumerable.Range(0, 68).Select(l => Math.Sqrt(Math.Pow(keypoints[3 * l] + 0.5 - sample.Truth[l].X, 2) + Math.Pow(keypoints[(3 * l) + 1] + 0.5 - sample.Truth[l].Y, 2))).ToList();
        Assert.True(errors.Average() < 4, $"the released face is off by {errors.Average():0.0} px");
        await page.Context.CloseAsync();
    }
}
