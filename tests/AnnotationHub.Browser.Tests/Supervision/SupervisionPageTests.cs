using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>What supervisors, clients and annotators see of quality, in a real browser. With ANNOTATIONHUB_SCREENSHOTS set to a folder, every page is pictured there.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class SupervisionPageTests(ChromiumBrowser chromium) : IAsyncLifetime
{

    private readonly BrowserHost host = new();
    private string project = "";

    private Database Database => host.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var world = new SupervisionWorld(host);
        project = await world.SettledAsync(client, SampleFace.Single().Count);
        await world.DisputedAsync(client, 3);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Pages_InBothLanguages_FitTheScreenWithoutAnError()
    {
        var annotator = await Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'annotator2'");
        var face = await Database.ScalarAsync<string>("SELECT t.trace_code FROM annotation a JOIN task t ON t.id = a.task_id WHERE a.annotator_id = @annotator AND a.state = 'accepted' ORDER BY a.id DESC", new { annotator });
        var audit = await Database.ScalarAsync<string>("SELECT t.trace_code FROM review_queue q JOIN task t ON t.id = q.task_id WHERE q.kind = 'audit'");
        foreach (var locale in (string[])["zh-CN", "en"])
        {
            await LookAsync("supervisor1", "demo-supervisor", locale, "/supervision", "/supervision/review", $"/supervision/review?face={audit}", $"/supervision/annotators/{annotator}", "/supervision/appeals", $"/projects/{project}");
            await LookAsync("client1", "demo-client", locale, $"/projects/{project}", $"/projects/{project}/releases");
            await LookAsync("annotator2", "demo-annotator", locale, "/skill", $"/earnings/faces/{face}");
            await LookAsync("annotator6", "demo-annotator", locale, "/skill");
        }
    }

    [Fact]
    public async Task Release_BeforeTheAuditsBearItOut_IsRefusedOnThePageInWords()
    {
        var client = await Annotator.SignInAsync(chromium.Browser, host.Address, "client1", "demo-client");
        await client.Page.GotoAsync($"{host.Address}/projects/{project}/releases");
        await client.Page.ClickAsync(".release-new button");
        var said = await client.Page.InnerTextAsync("[role=alert]");
        Assert.Contains("再抽检", said, StringComparison.Ordinal);
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT COUNT(*) FROM dataset_release"));
        // The target is the client's to take back.
        await client.Page.ClickAsync("[role=alert] a");
        await client.Page.ClickAsync("#audit summary");
        await client.Page.FillAsync("#audit-most", "");
        await client.Page.ClickAsync(".audit-form button");
        await client.Page.GotoAsync($"{host.Address}/projects/{project}/releases");
        await client.Page.ClickAsync(".release-new button");
        await client.Page.WaitForURLAsync("**/releases/1");
        await client.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Floor_WhileAnnotatorsWork_ChangesByItself()
    {
        var supervisor = await Annotator.SignInAsync(chromium.Browser, host.Address, "supervisor1", "demo-supervisor");
        await supervisor.Page.GotoAsync($"{host.Address}/supervision");
        await supervisor.Page.WaitForSelectorAsync("[data-slot=line][data-live=true]");
        var before = await supervisor.Page.InnerTextAsync("[data-slot=working]");
        Assert.Equal("2", before);
        await Database.WriteAsync(s => s.ExecuteAsync("UPDATE assignment SET lease_expires_at = 1 WHERE state = 'live' AND annotator_id = (SELECT id FROM app_user WHERE user_name = 'annotator5')"));
        await supervisor.Page.WaitForFunctionAsync("() => document.querySelector('[data-slot=working]').textContent === '1'");
        Assert.Empty(supervisor.Errors);
        await supervisor.Page.Context.CloseAsync();
    }

    private async Task LookAsync(string userName, string password, string locale, params string[] addresses)
    {
        var person = await Annotator.SignInAsync(chromium.Browser, host.Address, userName, password, locale);
        if (locale == "en")
        {
            await person.Page.ClickAsync("form[action='/culture'] button");
            await person.Page.WaitForSelectorAsync("html[lang=en]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        }

        foreach (var address in addresses)
        {
            var answer = await person.Page.GotoAsync(host.Address + address);
            Assert.True(answer!.Ok, $"{address} answered {answer.Status}");
            if (address.Contains("review", StringComparison.Ordinal)) await person.Page.WaitForSelectorAsync("[data-review][data-mode=face]");
            var overflow = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{address} ({locale}) is {overflow} px wider than the screen");
            await AssertLegibleAsync(person.Page, address);
            await Pictures.TakeAsync(person.Page, $"{locale}-{userName}{address.Replace('/', '-').Replace('?', '-')}", isWhole: !address.Contains("review", StringComparison.Ordinal));
        }

        Assert.Empty(person.Errors);
        await person.Page.Context.CloseAsync();
    }

    // A drawing that is shown smaller than it is drawn shrinks its words with it.
    private static async Task AssertLegibleAsync(IPage page, string address)
    {
        var smallest = await page.EvaluateAsync<double>(
            "() => Math.min(99, ...[...document.querySelectorAll('svg.chart text')].map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))");
        Assert.True(smallest >= 15, $"lettering of {smallest:0.0} px in a chart of {address}");
    }
}
