using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Earnings;

/// <summary>Money as people see and move it, in a real browser. With ANNOTATIONHUB_SCREENSHOTS set to a folder, every page is pictured there.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class MoneyPageTests(ChromiumBrowser chromium) : IAsyncLifetime
{

    private readonly BrowserHost host = new();
    private string project = "";
    private MoneyWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var order = new { name = "临县人像一期", scheme = "ibug-68", pricePerFace = new { amount = "0.80", currency = "CNY" }, redundancy = new { minimum = 2, maximum = 3 }, guideline = "按参考图标注。\n被头发挡住的点标在应有的位置。", budget = new { amount = "400", currency = "CNY" } };
        var created = await (await client.PostAsJsonAsync("/api/v1/projects", order)).Content.ReadFromJsonAsync<JsonElement>();
        project = created.GetProperty("id").GetString()!;
        await client.PostAsync($"/api/v1/projects/{project}/open", null);
        world = new MoneyWorld(host, Guid.Parse(project), DateTimeOffset.UtcNow);
        await world.FillAsync();
        await world.PlaceAsync();
        await world.AddAdministratorAsync("admin2", "second-admin");
        await host.Services.GetRequiredService<Database>().WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE project_budget SET committed_e4 = (SELECT SUM(price_e4) FROM assignment WHERE state = 'submitted')");
            await s.ExecuteAsync("INSERT INTO task_queue (project_id, lane, position, task_id, remaining) SELECT @id, 11, 1, @other, 2", new { id = Guid.Parse(project), other = Guid.CreateVersion7() });
        });
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Earnings_AllPagesOfRows_AddUpToTheBalance()
    {
        var person = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await person.Page.GotoAsync($"{host.Address}/earnings");
        var balances = 0m;
        foreach (var name in (string[])["pending", "payable", "paid"]) balances += Yuan(await person.Page.Locator($"[data-sum={name}]").InnerTextAsync());
        var (rows, seen) = (0m, 0);
        for (var more = true; more;)
        {
            foreach (var row in await person.Page.Locator("[data-row]").AllInnerTextsAsync())
            {
                rows += Yuan(row);
                seen++;
            }

            var next = person.Page.Locator("a[href*='before=']");
            more = await next.CountAsync() > 0;
            if (more) await next.ClickAsync();
        }

        Assert.True(seen > 45, $"only {seen} rows");
        // Faces and the bonus beside them.
        Assert.Equal(balances, rows);
        Assert.Equal(balances, await StatementAsync(person.Page));
        Assert.Empty(person.Errors);
        await person.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Payout_ByTwoAdministrators_MakerSeesNoButtonAndIsRefused()
    {
        var maker = await Annotator.SignInAsync(chromium.Browser, host.Address, "admin1", "demo-admin");
        await maker.Page.GotoAsync($"{host.Address}/admin/payouts");
        await maker.Page.ClickAsync("main form button.primary");
        await maker.Page.WaitForURLAsync(url => url.Contains("/admin/payouts/", StringComparison.Ordinal));
        var address = maker.Page.Url;
        Assert.Equal(0, await maker.Page.Locator("#approve-password").CountAsync());
        // Who forges the form is refused by the rule, not by the missing button.
        var forged = await maker.Page.EvaluateAsync<string>(
            """
            async () => {
              const page = new DOMParser().parseFromString(await (await fetch("/admin/payouts")).text(), "text/html");
              const body = new URLSearchParams({ password: "demo-admin", __RequestVerificationToken: page.querySelector("[name=__RequestVerificationToken]").value });
              const answer = await fetch(`${location.pathname}?handler=Approve`, { method: "POST", body });
              return `${answer.status} ${(await answer.text()).includes("role=\"alert\"")}`;
            }
            """);
        Assert.Equal("200 true", forged);

        var checker = await Annotator.SignInAsync(chromium.Browser, host.Address, "admin2", "second-admin");
        await checker.Page.GotoAsync(address);
        await checker.Page.FillAsync("#approve-password", "not-my-password");
        await checker.Page.ClickAsync("form:has(#approve-password) button");
        Assert.Equal(1, await checker.Page.Locator("[role=alert]").CountAsync());
        await checker.Page.FillAsync("#approve-password", "second-admin");
        await checker.Page.ClickAsync("form:has(#approve-password) button");
        await checker.Page.WaitForSelectorAsync("#template");
        await checker.Page.Locator("button[name=paid][value=true]").First.ClickAsync();
        await checker.Page.WaitForSelectorAsync("td .badge.ok");
        Assert.DoesNotContain(maker.Errors, e => !e.Contains("404", StringComparison.Ordinal));
        await Pictures.TakeAsync(checker.Page, "admin-payout", isWhole: true);
        await maker.Page.Context.CloseAsync();
        await checker.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pages_InBothLanguages_FitTheScreenWithoutAnError()
    {
        foreach (var locale in (string[])["zh-CN", "en"])
        {
            await LookAsync("annotator1", "demo-annotator", locale, "/work", "/earnings", "/earnings/entries", $"/earnings/faces/{world.Returned}", $"/earnings/faces/{world.Contested}", $"/earnings/faces/{world.Rejected}", "/earnings/payslips", "/earnings/payee");
            await LookAsync("client1", "demo-client", locale, "/projects/new", $"/projects/{project}");
            await LookAsync("supervisor1", "demo-supervisor", locale, "/supervision/appeals", "/programme");
            await LookAsync("admin1", "demo-admin", locale, "/admin/payouts", "/admin/wages", "/admin/ledger?check=true", "/admin/trail");
        }
    }

    private async Task LookAsync(string userName, string password, string locale, params string[] addresses)
    {
        var person = await Annotator.SignInAsync(chromium.Browser, host.Address, userName, password, locale);
        // Chinese comes first whatever the browser says; who wants English asks for it.
        if (locale == "en")
        {
            await person.Page.ClickAsync("form[action='/culture'] button");
            await person.Page.WaitForSelectorAsync("html[lang=en]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        }

        foreach (var address in addresses)
        {
            var answer = await person.Page.GotoAsync(host.Address + address);
            Assert.True(answer!.Ok, $"{address} answered {answer.Status}");
            Assert.Equal(locale, await person.Page.GetAttributeAsync("html", "lang"));
            var overflow = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{address} ({locale}) is {overflow} px wider than the screen");
            await Pictures.TakeAsync(person.Page, $"{locale}{address.Replace('/', '-').Replace('?', '-').Replace(project, "id", StringComparison.Ordinal)}", isWhole: true);
        }

        // Pictures of faces that only the ledger knows have no file.
        string[] errors = [.. person.Errors.Where(e => !e.Contains("404", StringComparison.Ordinal)).Select(e => $"{userName}: {e}")];
        Assert.Empty(errors);
        await person.Page.Context.CloseAsync();
    }

    private static async Task<decimal> StatementAsync(IPage page)
    {
        await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/earnings/entries");
        var sum = 0m;
        for (var more = true; more;)
        {
            foreach (var cell in await page.Locator("tbody td.number").AllInnerTextsAsync())
                if (cell.Trim().Length > 0) sum += Yuan(cell);
            var next = page.Locator("a[href*='before=']");
            more = await next.CountAsync() > 0;
            if (more) await next.ClickAsync();
        }

        return sum;
    }

    private static decimal Yuan(string text)
    {
        var match = System.Text.RegularExpressions.Regex.Match(text, @"([-−]?)¥([0-9.]+)");
        var amount = decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return match.Groups[1].Length > 0 ? -amount : amount;
    }
}
