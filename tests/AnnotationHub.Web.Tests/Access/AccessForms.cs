using System.Net;
using System.Text;
using AnnotationHub.Web.Tests.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Access;

/// <summary>Every form that a page of the running program takes, sent by everybody from a browser, for an own object, another's and one that does not exist.</summary>
internal sealed class AccessForms(AccessWorld world)
{
    private readonly Dictionary<string, (Browser Browser, string Token)> senders = [];

    /// <summary>Method, pattern and handler (null where it has no name) of each page's handlers that do not only show it.</summary>
    public static async Task<IReadOnlyList<(string Method, string Pattern, string? Handler)>> OfAsync(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var found = new HashSet<(string Method, string Pattern, string? Handler)>();
        foreach (var route in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) continue;
            var compiled = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            found.UnionWith(compiled.HandlerMethods.Where(h => h.HttpMethod != "Get").Select(h => (h.HttpMethod.ToUpperInvariant(), AccessRoutes.PatternOf(route), h.Name)));
        }

        return [.. found.OrderBy(f => Order(f.Handler)).ThenBy(f => f.Pattern, StringComparer.Ordinal)];
    }

    public async Task<string> RowAsync(string method, string pattern, string? handler)
    {
        var query = handler is null ? "" : $"?handler={handler}";
        var row = new StringBuilder($"{method} {pattern}{(handler is null ? " (form)" : query)} |");
        AccessObjects[] objects = AccessRoutes.IsOfAnObject(pattern) ? [world.Own, world.Others, AccessObjects.Missing] : [world.Own];
        foreach (var caller in AccessWorld.Callers)
        {
            row.Append(' ');
            foreach (var asked in objects) row.Append(await LetterAsync(await SenderAsync(caller, handler), AccessRoutes.Fill(pattern, asked) + query, Fields(asked, caller)));
        }

        return row.ToString();
    }

    // What an account may no longer do afterwards comes last.
    private static int Order(string? handler) => handler switch { "Roles" => 1, "Disable" => 2, _ => 0 };

    // Those who are signed in stay so, but for the forms that end sessions.
    private async Task<(Browser Browser, string Token)> SenderAsync(string? caller, string? handler)
    {
        if (Order(handler) == 0 && senders.TryGetValue(caller ?? "", out var sender)) return sender;
        var browser = await world.BrowserAsync(caller);
        return senders[caller ?? ""] = (browser, await browser.TokenAsync("/password/nothing"));
    }

    private static async Task<char> LetterAsync((Browser Browser, string Token) sender, string target, (string, string)[] fields)
    {
        using var answer = await sender.Browser.PostAsync(target, sender.Token, fields);
        Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        if (AccessRoutes.Letter(answer) != '+' || answer.StatusCode != HttpStatusCode.Redirect) return AccessRoutes.Letter(answer);
        // Done, says a page, by showing what has become of it: where there was nothing, nothing is shown.
        using var shown = await sender.Browser.Client.GetAsync(answer.Headers.Location);
        return AccessRoutes.Letter(shown);
    }

    /// <summary>What the forms ask for, so that nothing but the right to them can stop them; each takes what it knows.</summary>
    private static (string, string)[] Fields(AccessObjects asked, string? caller)
    {
        var password = $"demo-{caller?.TrimEnd("0123456789".ToCharArray())}";
        return
        [
            ("reason", "r"), ("answer", "r"), ("note", "r"), ("item", "1"), ("paid", "true"), ("uphold", "false"), ("roles", "annotator"),
            ("template", "agency-utf8"), ("month", "2026-11"), ("amount", "100.00"), ("password", password), ("ownPassword", password), ("traceCode", asked.TraceCode),
        ];
    }
}
