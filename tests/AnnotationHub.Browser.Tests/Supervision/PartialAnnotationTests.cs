using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>A face on which the third annotator was asked for the disputed landmarks alone, decided by a supervisor's keyboard.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PartialAnnotationTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private readonly ReviewHost host = new();

    private Database Database => host.Database;

    public async ValueTask InitializeAsync() => await host.PrepareAsync(client => DisputeAsync(client, SampleFace.Single()[0]));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("3", "t")]
    [InlineData("3", "e", "w", "ArrowUp", "Shift+ArrowLeft", "Enter")]
    public async Task Partial_TakenOrCorrectedByKeyboard_IsAWholeFace(params string[] keys)
    {
        var supervisor = await host.SignInAsync(chromium);
        await host.OpenAsync(supervisor.Page);
        await DecideAsync(supervisor.Page, keys);

        Assert.Equal("correct", await Database.ScalarAsync<string>("SELECT decision FROM adjudication"));
        var settled = PackedLandmarks.Unpack(await Database.ScalarAsync<byte[]>("SELECT landmarks FROM consensus WHERE origin = 'corrected'"));
        Assert.Equal(68, settled.Length);
        Assert.All(settled, l => Assert.True(l.HasPosition));
        Assert.Empty(supervisor.Errors);
        await supervisor.Page.Context.CloseAsync();
    }

    private static async Task DecideAsync(IPage page, params string[] keys)
    {
        await page.WaitForSelectorAsync("[data-review][data-mode=face]");
        var trace = await page.GetAttributeAsync("[data-review]", "data-face");
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
        await page.WaitForSelectorAsync($"[data-review]:not([data-face='{trace}'])", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
    }

    // The third is asked for what the two dispute, and then no hand is exact enough: the face goes before a supervisor.
    private async Task DisputeAsync(HttpClient client, SampleFace sample)
    {
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var face = (await client.FilesAsync(project)).Keys.Single();
        await Contradiction.LabelAsync(host.Program, client, project, face, sample.Truth);
        await Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = 0.01 WHERE id = @id", new { id = Guid.Parse(project) }));
        Assert.Equal(1, await new HubAnnotator("annotator3", 1).LabelAsync(host.Program, project, new Dictionary<string, IReadOnlyList<(double X, double Y)>> { [face] = sample.Truth }));
        Assert.Equal(1, await Database.ScalarAsync<long>(
            "SELECT COUNT(*) FROM annotation a JOIN partial_assignment r ON r.assignment_id = a.assignment_id JOIN task t ON t.id = a.task_id JOIN review_queue q ON q.task_id = t.id WHERE t.trace_code = @face", new { face }));
    }
}
