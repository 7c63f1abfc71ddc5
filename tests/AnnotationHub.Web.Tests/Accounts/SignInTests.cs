using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Tests.Projects;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>Signing in, as browsers and as programs do, on the real host.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly ProjectHost host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("annotator1", "/work")]
    [InlineData("supervisor1", "/supervision")]
    [InlineData("client1", "/projects")]
    [InlineData("admin1", "/admin/users")]
    public async Task SignIn_OfEachRole_LandsWhereItsWorkIs(string userName, string start)
    {
        var browser = new Browser(host);
        var answer = await browser.SubmitAsync("/sign-in", ("userName", userName), ("password", $"demo-{userName[..^1]}"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(start, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.GetAsync(answer.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task SignInPage_AfterTheLanguageSwitch_IsEnglish()
    {
        var browser = new Browser(host);
        Assert.Contains("lang=\"zh-CN\"", await browser.ReadAsync("/sign-in"), StringComparison.Ordinal);
        await browser.InEnglishAsync();
        var page = await browser.ReadAsync("/sign-in");
        Assert.Contains("lang=\"en\"", page, StringComparison.Ordinal);
        Assert.Contains("Sign in", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithAReturnAddressElsewhere_StaysOnThisSite()
    {
        var answer = await new Browser(host).SubmitAsync("/sign-in", ("userName", "client1"), ("password", "demo-client"), ("returnUrl", "//evil.example/"));
        Assert.Equal("/projects", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignInForm_WithoutItsToken_IsRefused()
    {
        var browser = new Browser(host);
        var form = new FormUrlEncodedContent([new("userName", "client1"), new("password", "demo-client")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Client.PostAsync("/sign-in", form)).StatusCode);
    }

    [Fact]
    public async Task SignIn_FromAnotherSite_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { userName = "client1", password = "demo-client" }) };
        request.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.CreateClient().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Session_AfterFiveWrongPasswords_IsLockedAlsoForTheRightOne()
    {
        var client = host.CreateClient();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(client, "trainee1", "wrong")).StatusCode);
        var locked = await AskAsync(client, "trainee1", "demo-annotator");
        Assert.Equal(HttpStatusCode.Locked, locked.StatusCode);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 4, 5);
        var problem = await locked.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:annotationhub:problem:locked", problem.GetProperty("type").GetString());

        // The page says so too, the others are not locked out, and an administrator can take the lock away.
        var page = await new Browser(host).SubmitAsync("/sign-in", ("userName", "trainee1"), ("password", "demo-annotator"));
        Assert.Contains("锁定", await Browser.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, "trainee2", "demo-annotator")).StatusCode);
        var admin = await Browser.SignedInAsync(host, "admin1");
        await admin.SubmitAsync($"/admin/users/{await UserPages.IdAsync(host, "trainee1"):D}", "Enable");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, "trainee1", "demo-annotator")).StatusCode);
    }

    [Fact]
    public async Task Session_OfAnUnknownName_IsAnsweredAsAWrongPassword()
    {
        var client = host.CreateClient();
        var (unknown, wrong) = (await AskAsync(client, "nobody", "x"), await AskAsync(client, "client2", "x"));
        Assert.Equal(unknown.StatusCode, wrong.StatusCode);
        Assert.Equal(await TypeAsync(unknown), await TypeAsync(wrong));
    }

    [Fact]
    public async Task Session_Deleted_EndsItsToken()
    {
        var client = await host.SignedInAsync("client1");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/v1/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task Token_ThatNobodyIssued_IsRefused()
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).StatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string userName, string password) =>
        client.PostAsJsonAsync("/api/v1/session", new { userName, password });

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
}
