using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>Flags on the floor, decided by a supervisor who never touches the mouse.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class FlagPageTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private const string InsertSql = """
        INSERT INTO quality_flag (id, annotator_id, scheme_key, kind, subject, severity, measured, limit_value, labels, state, raised_at, seen_at)
        SELECT @id, u.id, 'ibug-68', 'noisy', @subject, @severity, 3, 2, 40, 'open', @at, @at FROM app_user u WHERE u.user_name = 'annotator1'
        """;

    private readonly BrowserHost host = new();

    private Database Database => host.Services.GetRequiredService<Database>();

    // The most urgent is the oldest.
    public async ValueTask InitializeAsync()
    {
        var now = host.Clock.GetUtcNow();
        for (var i = 0; i < 10; i++)
        {
            var at = now.AddMinutes(i - 20);
            var row = new { id = Guid.CreateVersion7(at), subject = $"s{i}", severity = i == 0 ? "stop" : "warn", at };
            await Database.WriteAsync(s => s.ExecuteAsync(InsertSql, row));
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Flags_MoreThanAreShown_AreDecidedByKeyboardTheMostUrgentFirst()
    {
        var supervisor = await Annotator.SignInAsync(chromium.Browser, host.Address, "supervisor1", "demo-supervisor");
        var page = supervisor.Page;
        await page.GotoAsync($"{host.Address}/supervision");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.flags li').length === 8");
        Assert.Contains("!", await page.InnerTextAsync(".flags li:first-child .badge"), StringComparison.Ordinal);
        Assert.Matches("8.*10", await page.InnerTextAsync("[data-flag-count]"));
        await page.Keyboard.PressAsync("m");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.flags li').length === 10");
        Assert.False(await page.IsVisibleAsync("[data-flag-more]"));

        await DecideAsync(page, "看过，已经说了。", "Control+Enter", left: 9);
        await DecideAsync(page, "照片本来就糊。", "Control+Shift+Enter", left: 8);
        var decided = await Database.QueryAsync<string>("SELECT subject || ' ' || state || ' ' || note FROM quality_flag WHERE state <> 'open' ORDER BY decided_at");
        Assert.Equal(["s0 confirmed 看过，已经说了。", "s9 dismissed 照片本来就糊。"], decided);
        Assert.Empty(supervisor.Errors);
        await page.Context.CloseAsync();
    }

    private static async Task DecideAsync(Microsoft.Playwright.IPage page, string note, string key, int left)
    {
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.InsertTextAsync(note);
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('.flags li').length === {left}");
    }
}
