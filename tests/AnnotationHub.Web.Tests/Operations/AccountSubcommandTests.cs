using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AnnotationHub.Web.Tests.Accounts;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary>What an operator does to accounts and tokens, seen by the site that serves meanwhile.</summary>
public sealed partial class AccountSubcommandTests : IAsyncLifetime
{
    private const string NewPassword = "一句好记又够长的话!";
    private readonly SiteWithOperator site = new();

    public async ValueTask InitializeAsync() => (await site.Host.SignedInAsync("client1")).Dispose();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task ResetPassword_OfAnAccount_PrintsALinkThatSetsANewOneOnce()
    {
        using var before = await site.Host.SignedInAsync("client1");
        var older = Link().Match((await site.RunAsync("user", "reset-password", "client1")).Output).Value;
        var (status, said, _) = await site.RunAsync("user", "reset-password", "Client1");
        Assert.Equal((0, true), (status, said.Contains("Hand this link to Client1", StringComparison.Ordinal)));
        var link = Link().Match(said).Value;
        // Nothing is changed by the link alone.
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/api/v1/me")).StatusCode);

        Assert.Contains("不能用了", await SetAsync(older), StringComparison.Ordinal);
        Assert.Contains("密码已保存", await SetAsync(link), StringComparison.Ordinal);
        Assert.Contains("不能用了", await SetAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync("demo-client"));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(NewPassword));
        // Whoever was in with the old password is out.
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(2L, await site.Host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM trail_entry WHERE action_name = 'password-link'"));
    }

    [Fact]
    public async Task ResetPassword_OfNobodyOrADisabledAccount_IsRefusedInWords()
    {
        await ExpectRefusedAsync("There is no user client9.", "user", "reset-password", "client9");
        await ExpectRefusedAsync("Usage: user add NAME ROLE", "user", "reset-password");
        await ExpectRefusedAsync("Usage: user add NAME ROLE", "user", "reset-password", "client1", "client2");
        Assert.Equal(0, (await site.RunAsync("user", "disable", "client2")).Status);
        await ExpectRefusedAsync("client2 is disabled", "user", "reset-password", "client2");
        var (status, _, errors) = await site.RunInAsync("zh_CN.UTF-8", "user", "reset-password", "client9");
        Assert.Equal((2, "没有用户 client9。"), (status, errors.Trim()));
        Assert.Equal(0L, await site.Host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM password_link"));
    }

    [Fact]
    public async Task Revoke_OfAToken_EndsThatOneAlone()
    {
        var (first, second) = (await TokenAsync("client1"), await TokenAsync("client1"));
        var (status, said, _) = await site.RunAsync("token", "revoke", first);
        Assert.Equal((0, "The token is revoked."), (status, said.Trim()));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await site.MeAsync(first), await site.MeAsync(second)));
        // It is no token any more, and was never a name.
        await ExpectRefusedAsync("There is no such token or user.", "token", "revoke", first);
    }

    [Fact]
    public async Task Revoke_OfAName_EndsAllOfItsTokensAndNobodyElses()
    {
        string[] own = [await TokenAsync("client1"), await TokenAsync("client1")];
        var others = await TokenAsync("client2");
        var (status, said, _) = await site.RunAsync("token", "revoke", "CLIENT1");
        Assert.Equal((0, "All tokens of CLIENT1 are revoked."), (status, said.Trim()));
        foreach (var token in own) Assert.Equal(HttpStatusCode.Unauthorized, await site.MeAsync(token));
        Assert.Equal(HttpStatusCode.OK, await site.MeAsync(others));
    }

    [Fact]
    public async Task Token_InWordsThatMakeNoSense_IsRefusedInWords()
    {
        var token = await TokenAsync("client1");
        await ExpectRefusedAsync("There is no such token or user.", "token", "revoke", "client9");
        foreach (var words in (string[][])[["token"], ["token", "revoke"], ["token", "revoke", token, "client1"], ["token", "withdraw", token]])
            await ExpectRefusedAsync("Usage: token add NAME [DAYS] | revoke TOKEN-OR-NAME", words);
        Assert.Equal(HttpStatusCode.OK, await site.MeAsync(token));
    }

    private async Task ExpectRefusedAsync(string why, params string[] words)
    {
        var (status, said, errors) = await site.RunAsync(words);
        Assert.Equal((2, ""), (status, said));
        Assert.StartsWith(why, errors, StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync(string name) => (await site.RunAsync("token", "add", name)).Output.Trim();

    private async Task<string> SetAsync(string link) =>
        await Browser.ReadAsync(await new Browser(site.Host).SendAsync("/sign-in", link, ("password", NewPassword), ("repeated", NewPassword)));

    private async Task<HttpStatusCode> SignInAsync(string password)
    {
        using var client = site.Host.CreateClient();
        return (await client.PostAsJsonAsync("/api/v1/session", new { userName = "client1", password })).StatusCode;
    }

    [GeneratedRegex("/password/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();
}
