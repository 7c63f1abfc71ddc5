using AnnotationHub.Browser.Tests.Earnings;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Appeals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>Appeals answered on their page, by keyboard, on the same points and marks as the annotator was shown.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class AppealPageTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private readonly BrowserHost host = new();
    private readonly List<string> contested = [];

    private Database Database => host.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await SampleFace.OrderAsync(client, [SampleFace.Single()[0]], minimum: 2, maximum: 3);
        var now = host.Clock.GetUtcNow();
        var world = new MoneyWorld(host, Guid.Parse(project), now);
        // Rejected by somebody else than who answers.
        var (annotator, rejecter) = (await world.IdAsync("annotator1"), await world.IdAsync("admin1"));
        for (var i = 0; i < 2; i++)
        {
            var face = await world.FaceAsync(annotator, "rejected", RejectionReason.Misplaced, rejecter, now.AddMinutes(i - 10), 70);
            await Database.WriteAsync(s => host.Services.GetRequiredService<AppealStore>().FileAsync(s, annotator, face, "我按照片标的，请再看一次。", now.AddMinutes(i - 5)));
            contested.Add(face);
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Appeals_AnsweredByKeyboard_AreUpheldAndDismissedOnWhatTheAnnotatorSaw()
    {
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.Page.GotoAsync($"{host.Address}/earnings/faces/{contested[0]}");
        var seen = await DrawnAsync(annotator.Page.Locator("svg.face-drawing"));
        await annotator.Page.Context.CloseAsync();
        Assert.Equal(68, seen.Length);
        Assert.Equal(3, seen.Count(d => d[2] > 0));

        var supervisor = await Annotator.SignInAsync(chromium.Browser, host.Address, "supervisor1", "demo-supervisor");
        var page = supervisor.Page;
        await page.GotoAsync($"{host.Address}/supervision/appeals");
        Assert.Equal(2, await page.Locator(".appeal").CountAsync());
        var shown = await DrawnAsync(page.Locator(".appeal", new() { HasText = contested[0] }).Locator(".evidence svg"));
        Assert.Equal(seen.Length, shown.Length);
        for (var i = 0; i < seen.Length; i++) for (var j = 0; j < 3; j++) Assert.Equal(seen[i][j], shown[i][j], 0.01);
        var first = await page.InnerTextAsync(".appeal h2 .code");
        await AnswerAsync(page, "标得对，补发。", "Control+Enter", left: 1);
        await AnswerAsync(page, "下巴确实偏了。", "Control+Shift+Enter", left: 0);

        var states = await Database.QueryAsync<string>(
            "SELECT CASE WHEN t.trace_code = @first THEN 'first ' ELSE 'second ' END || p.state FROM appeal p JOIN annotation a ON a.id = p.annotation_id JOIN task t ON t.id = a.task_id ORDER BY 1", new { first });
        Assert.Equal(["first upheld", "second dismissed"], states);
        await page.Context.CloseAsync();
    }

    private static async Task AnswerAsync(IPage page, string words, string key, int left)
    {
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.InsertTextAsync(words);
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync($"() => document.readyState === 'complete' && document.querySelectorAll('.appeal').length === {left}");
    }

    // Every point in order: its place as shares of the drawn face's width and height, for the two drawings are of different size, and 1 where it is marked.
    private static Task<double[][]> DrawnAsync(ILocator svg) => svg.EvaluateAsync<double[][]>(
        """
        svg => {
          const dots = [...svg.querySelectorAll('circle, rect.marked')].map(e => e.localName === 'rect'
            ? [Number(e.getAttribute('x')) + 5, Number(e.getAttribute('y')) + 5, 1] : [Number(e.getAttribute('cx')), Number(e.getAttribute('cy')), 0]);
          const [xs, ys] = [dots.map(d => d[0]), dots.map(d => d[1])];
          const share = (v, all) => (v - Math.min(...all)) / (Math.max(...all) - Math.min(...all));
          return dots.map(([x, y, marked]) => [share(x, xs), share(y, ys), marked]);
        }
        """);
}
