using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>What the review page's keys do where something is out of the ordinary: a face that does not load, a landmark that is covered, a known face that is wrong, an empty list.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReviewKeysTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private const string FaceAddress = "**/api/v1/supervision/faces/*";

    private readonly ReviewHost host = new();

    private Database Database => host.Database;

    public async ValueTask InitializeAsync() => await host.PrepareAsync(client => new SupervisionWorld(host.Program).DisputedAsync(client, 2));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Face_ThatCouldNotBeLoaded_IsTriedAgainOrPassedOverByKey()
    {
        var (supervisor, page) = await SignInAsync();
        await page.RouteAsync(FaceAddress, route => route.AbortAsync());
        await host.OpenAsync(page);
        await ModeAsync(page, "failed");
        await page.UnrouteAsync(FaceAddress);
        await page.Keyboard.PressAsync("n");
        await ModeAsync(page, "face");
        var second = await page.GetAttributeAsync("[data-review]", "data-face");
        await page.Keyboard.PressAsync("p");
        await page.WaitForSelectorAsync($"[data-review][data-mode=face]:not([data-face='{second}'])");

        await page.RouteAsync(FaceAddress, route => route.AbortAsync());
        await page.ReloadAsync();
        await ModeAsync(page, "failed");
        await page.UnrouteAsync(FaceAddress);
        await page.Keyboard.PressAsync("r");
        await ModeAsync(page, "face");
        await supervisor.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Landmark_SeenOtherwiseByKeys_IsSavedSo()
    {
        var (supervisor, page) = await SignInAsync();
        await host.OpenAsync(page);
        await ModeAsync(page, "face");
        // The worst is covered; the next was called outside and came back turned away; the one after it is outside.
        foreach (var key in (string[])["w", "e", "o", "w", "x", "t", "w", "x", "Enter"]) await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=toast]').dataset.tone === 'ok'");
        var landmarks = PackedLandmarks.Unpack(await Database.ScalarAsync<byte[]>("SELECT landmarks FROM consensus WHERE origin = 'corrected'"));
        Assert.Single(landmarks, l => l.Visibility == Visibility.Occluded);
        Assert.Single(landmarks, l => l.Visibility == Visibility.SelfOccluded);
        Assert.Single(landmarks, l => l.Visibility == Visibility.Outside);
        Assert.Equal(landmarks.Length - 1, landmarks.Count(l => l.HasPosition));
        Assert.Empty(supervisor.Errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task KnownFace_SaidToBeWrongByKeys_IsWithdrawn()
    {
        var face = await Database.ScalarAsync<Guid>("SELECT task_id FROM review_queue ORDER BY urgency");
        await Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE task SET is_gold = 1 WHERE id = @face", new { face });
            await s.ExecuteAsync("UPDATE review_queue SET kind = 'gold', urgency = -1 WHERE task_id = @face", new { face });
            await s.ExecuteAsync("INSERT INTO gold_truth (task_id, landmarks) SELECT task_id, landmarks FROM consensus WHERE task_id = @face", new { face });
        });
        var (supervisor, page) = await SignInAsync();
        await host.OpenAsync(page);
        await ModeAsync(page, "face");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.InsertTextAsync("左眼的答案标到眉毛上了。");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=toast]').dataset.tone === 'ok'");
        Assert.Equal("左眼的答案标到眉毛上了。", await Database.ScalarAsync<string>("SELECT reason FROM gold_withdrawal WHERE task_id = @face", new { face }));
        Assert.Empty(supervisor.Errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Page_ThatIsEmpty_LooksAgainByKey()
    {
        await Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM review_queue");
            await s.ExecuteAsync("DELETE FROM review_queue");
        });
        var (supervisor, page) = await SignInAsync();
        await host.OpenAsync(page);
        await ModeAsync(page, "empty");
        await Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO review_queue SELECT * FROM kept"));
        await page.Keyboard.PressAsync("r");
        await ModeAsync(page, "face");
        Assert.Empty(supervisor.Errors);
        await page.Context.CloseAsync();
    }

    private async Task<(Annotator, IPage)> SignInAsync()
    {
        var supervisor = await host.SignInAsync(chromium);
        return (supervisor, supervisor.Page);
    }

    private static async Task ModeAsync(IPage page, string mode) =>
        await page.WaitForSelectorAsync($"[data-review][data-mode={mode}]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
}
