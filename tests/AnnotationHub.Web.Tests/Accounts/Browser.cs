using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>A client as a browser is one: keeps cookies, sends forms with their anti-forgery token, and does not follow redirects.</summary>
internal sealed partial class Browser(HttpClient client)
{
    public Browser(WebApplicationFactory<Program> host)
        : this(host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }))
    {
    }

    public HttpClient Client { get; } = client;

    public static Task<Browser> SignedInAsync(WebApplicationFactory<Program> host, string userName) => SignedInAsync(new Browser(host), userName);

    /// <summary>Where the program listens on a real socket.</summary>
    public static Task<Browser> SignedInAsync(Uri address, string userName) =>
        SignedInAsync(new Browser(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address }), userName);

    private static async Task<Browser> SignedInAsync(Browser browser, string userName)
    {
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

    /// <summary>Sends fields to an address with the anti-forgery token of a page.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string target, params (string Name, string Value)[] fields) =>
        await PostAsync(target, await TokenAsync(page), fields);

    /// <summary>The anti-forgery token of a page's form, good for every form while the same person is signed in.</summary>
    public async Task<string> TokenAsync(string page)
    {
        var token = Token().Match(await ReadAsync(page)).Groups[1].Value;
        Assert.NotEmpty(token);
        return token;
    }

    public Task<HttpResponseMessage> PostAsync(string target, string token, params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("__RequestVerificationToken", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2));
        return Client.PostAsync(target, new FormUrlEncodedContent(form));
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
