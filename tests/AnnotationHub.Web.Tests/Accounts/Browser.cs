using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>A client as a browser is one: keeps cookies, sends forms with their anti-forgery token, and does not follow redirects.</summary>
internal sealed partial class Browser(WebApplicationFactory<Program> host)
{
    public HttpClient Client { get; } = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public static async Task<Browser> SignedInAsync(WebApplicationFactory<Program> host, string userName)
    {
        var browser = new Browser(host);
        var answer = await browser.SubmitAsync("/sign-in", ("userName", userName), ("password", $"demo-{userName.TrimEnd("0123456789".ToCharArray())}"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>The page as its reader sees it, entities decoded.</summary>
    public async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await Client.GetStringAsync(path));

    /// <summary>The same for the answer to a form.</summary>
    public static async Task<string> ReadAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>Opens the page and sends its form to the handler that is named.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string path, string? handler, params (string Name, string Value)[] fields) =>
        SendAsync(path, handler is null ? path : $"{path}?handler={handler}", fields);

    public Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) => SendAsync(path, path, fields);

    public Task InEnglishAsync() => SendAsync("/sign-in", "/culture", ("culture", "en"), ("returnUrl", "/"));

    private async Task<HttpResponseMessage> SendAsync(string page, string target, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(page)).Groups[1].Value;
        Assert.NotEmpty(token);
        var form = fields.Append(("__RequestVerificationToken", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2));
        return await Client.PostAsync(target, new FormUrlEncodedContent(form));
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
