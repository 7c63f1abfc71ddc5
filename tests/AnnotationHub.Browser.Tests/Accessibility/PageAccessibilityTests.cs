using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Accessibility;

/// <summary>Every page, in both languages, as everyone who may open it: without a violation that axe finds, contrast and target sizes included.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageAccessibilityTests(ChromiumBrowser chromium) : IAsyncLifetime
{
    private readonly BrowserHost host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Table_OfPages_HasEveryPageOfTheProgram()
    {
        var pages = host.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<PageActionDescriptor>().Select(p => p.AttributeRouteInfo!.Template!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(pages, PageTable.Rows.Select(r => r.Template).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_InBothLanguagesForEveryone_HaveNoViolation()
    {
        var world = await PageWorld.FillAsync(host);
        var violations = new List<string>();
        foreach (var who in PageTable.Rows.SelectMany(r => r.Who).Distinct())
        {
            foreach (var locale in (string[])["zh-CN", "en"])
            {
                var page = await OpenAsync(who, locale);
                foreach (var row in PageTable.Rows.Where(r => r.Who.Contains(who)))
                {
                    violations.AddRange((await LookAsync(page, row.Address(world))).Select(v => $"{row.Template} ({locale}, {who}): {v}"));
                    Assert.Equal(locale, await page.GetAttributeAsync("html", "lang"));
                    await Pictures.TakeAsync(page, $"page-{row.Template.Split('{')[0].Trim('/').Replace('/', '-')}{(row.Template.Contains('{', StringComparison.Ordinal) ? "-one" : "")}-{who}-{locale}", isWhole: true);
                }

                await page.Context.CloseAsync();
            }
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private async Task<IPage> OpenAsync(string who, string locale)
    {
        var page = who == PageTable.Nobody
            ? await (await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN", ViewportSize = new ViewportSize { Width = Annotator.ViewWidth, Height = Annotator.ViewHeight } })).NewPageAsync()
            : (await Annotator.SignInAsync(chromium.Browser, host.Address, who, PageTable.PasswordOf(who))).Page;
        if (locale == "zh-CN") return page;
        // Chinese comes first whatever the browser says; who wants English asks for it.
        await page.GotoAsync($"{host.Address}/{(who == PageTable.Nobody ? "sign-in" : "error/404")}");
        await page.ClickAsync("form[action='/culture'] button");
        await page.WaitForSelectorAsync("html[lang=en]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return page;
    }

    private async Task<IReadOnlyList<string>> LookAsync(IPage page, string address)
    {
        var answer = await page.GotoAsync(host.Address + address);
        Assert.True(answer!.Ok || address.StartsWith("/error/", StringComparison.Ordinal), $"{address} answered {answer.Status}");
        Assert.Equal(address.Split('?')[0], new Uri(page.Url).AbsolutePath);
        // What comes over the line is part of the page.
        await page.WaitForTimeoutAsync(300);
        return await Axe.ViolationsAsync(page);
    }
}
