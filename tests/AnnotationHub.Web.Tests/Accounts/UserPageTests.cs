using System.Net;
using System.Net.Http.Json;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>Administrators make accounts, hand out links, and take access away.</summary>
public sealed class UserPageTests : IAsyncLifetime
{
    private const string Password = "一句好记又够长的话";

    private readonly ProjectHost host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task NewAccount_WithItsLink_SetsAPasswordOnceAndSignsIn()
    {
        var admin = await Browser.SignedInAsync(host, "admin1");
        var created = await admin.SubmitAsync("/admin/users", ("userName", "li.mei"), ("displayName", "李梅"), ("role", "annotator"), ("county", "临县"), ("township", "碛口镇"));
        Assert.Equal(HttpStatusCode.Found, created.StatusCode);
        var id = await UserPages.IdAsync(host, "li.mei");
        var link = await UserPages.LinkAsync(admin, id);
        Assert.NotEmpty(link);

        var person = new Browser(host);
        Assert.Contains("li.mei", await person.ReadAsync(link), StringComparison.Ordinal);
        var set = await person.SubmitAsync(link, ("password", Password + "!"), ("repeated", Password + "!"));
        Assert.Contains("密码已保存", await Browser.ReadAsync(set), StringComparison.Ordinal);
        Assert.Contains("不能用了", await person.ReadAsync(link), StringComparison.Ordinal);
        var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/session", new { userName = "li.mei", password = Password + "!" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("碛口镇", await admin.ReadAsync($"/admin/users/{id:D}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_ChosenLater_IsKeptAndATypingErrorIsNoNewTownship()
    {
        var admin = await Browser.SignedInAsync(host, "admin1");
        var refused = await admin.SubmitAsync("/admin/users", ("userName", "wu.lan"), ("displayName", "吴兰"), ("role", "annotator"), ("county", "临县"), ("township", "碛口乡"));
        Assert.Contains("没有这个乡镇", await Browser.ReadAsync(refused), StringComparison.Ordinal);
        await admin.SubmitAsync("/admin/users", ("userName", "wu.lan"), ("displayName", "吴兰"), ("role", "annotator"));
        var id = await UserPages.IdAsync(host, "wu.lan");
        Assert.Contains("<option value=\"碛口镇\">", await admin.ReadAsync($"/admin/users/{id:D}"), StringComparison.Ordinal);
        var wrong = await admin.SubmitAsync($"/admin/users/{id:D}", "Place", ("county", "临县"), ("township", "碛口乡"), ("village", "李家山村"));
        Assert.Contains("没有这个乡镇", await Browser.ReadAsync(wrong), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync($"/admin/users/{id:D}", "Place", ("county", "临县"), ("township", "碛口镇"), ("village", "李家山村"))).StatusCode);
        Assert.Contains("临县 碛口镇 李家山村", await admin.ReadAsync($"/admin/users/{id:D}"), StringComparison.Ordinal);
        // Elsewhere nobody knows the townships.
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync($"/admin/users/{id:D}", "Place", ("county", "方山县"), ("township", "马坊镇"), ("village", ""))).StatusCode);
    }

    [Fact]
    public async Task Link_AskedForAgain_EndsTheOlderOne()
    {
        var admin = await Browser.SignedInAsync(host, "admin1");
        var id = await UserPages.IdAsync(host, "trainee2");
        var (first, second) = (await UserPages.LinkAsync(admin, id), await UserPages.LinkAsync(admin, id));
        var person = new Browser(host);
        Assert.Contains("不能用了", await person.ReadAsync(first), StringComparison.Ordinal);
        Assert.Contains("trainee2", await person.ReadAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_PastItsTime_IsGone()
    {
        var links = host.Services.GetRequiredService<PasswordLinkStore>();
        var now = DateTimeOffset.UtcNow;
        var token = await links.IssueAsync(await UserPages.IdAsync(host, "trainee2"), now.AddHours(-73), now.AddHours(-1));
        Assert.Contains("不能用了", await new Browser(host).ReadAsync(PasswordLinks.Path(token)), StringComparison.Ordinal);
        Assert.False(await links.SetPasswordAsync(token, "hash", now));
    }

    [Theory]
    [InlineData("short", "short", "至少要 10 个字符")]
    [InlineData("aaaaaaaaaaaa", "aaaaaaaaaaaa", "不同的字符")]
    [InlineData("a good long phrase", "another long phrase", "不一样")]
    public async Task Password_ThatWillNotDo_IsExplainedAndLeavesTheLink(string password, string repeated, string said)
    {
        var token = await host.Services.GetRequiredService<PasswordLinkStore>()
            .IssueAsync(await UserPages.IdAsync(host, "trainee2"), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        var person = new Browser(host);
        var answer = await person.SubmitAsync(PasswordLinks.Path(token), ("password", password), ("repeated", repeated));
        Assert.Contains(said, await Browser.ReadAsync(answer), StringComparison.Ordinal);
        Assert.Contains("trainee2", await person.ReadAsync(PasswordLinks.Path(token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabled_Account_IsOutAtOnceWithCookieAndToken()
    {
        var (person, program) = (await Browser.SignedInAsync(host, "client2"), await host.SignedInAsync("client2"));
        Assert.Equal(HttpStatusCode.OK, (await person.Client.GetAsync("/projects")).StatusCode);
        var admin = await Browser.SignedInAsync(host, "admin1");
        await admin.SubmitAsync($"/admin/users/{await UserPages.IdAsync(host, "client2"):D}", "Disable");
        Assert.Equal(HttpStatusCode.Found, (await person.Client.GetAsync("/projects")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task LastAdministrator_IsNeitherDisabledNorLosesTheRole()
    {
        var admin = await Browser.SignedInAsync(host, "admin1");
        var path = $"/admin/users/{await UserPages.IdAsync(host, "admin1"):D}";
        foreach (var answer in new[] { await admin.SubmitAsync(path, "Disable"), await admin.SubmitAsync(path, "Roles", ("roles", "client"), ("ownPassword", "demo-admin")) })
            Assert.Contains("最后一个", await Browser.ReadAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.Client.GetAsync("/admin/users")).StatusCode);
    }

    [Fact]
    public async Task Roles_WithoutTheOwnPassword_StayAsTheyAre()
    {
        var admin = await Browser.SignedInAsync(host, "admin1");
        var id = await UserPages.IdAsync(host, "annotator6");
        var refused = await admin.SubmitAsync($"/admin/users/{id:D}", "Roles", ("roles", "admin"));
        Assert.Contains("确认", await Browser.ReadAsync(refused), StringComparison.Ordinal);
        Assert.Equal(["annotator"], (await host.Services.GetRequiredService<AccountStore>().FindAsync(id))!.Roles);
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync($"/admin/users/{id:D}", "Roles", ("roles", "annotator"), ("roles", "supervisor"), ("ownPassword", "demo-admin"))).StatusCode);
        Assert.Equal(["annotator", "supervisor"], (await host.Services.GetRequiredService<AccountStore>().FindAsync(id))!.Roles);
    }

    [Fact]
    public async Task Accounts_BeyondAPage_AreAllReachedOnceInOrder()
    {
        var desk = host.Services.GetRequiredService<AccountDesk>();
        for (var i = 0; i < 60; i++) await desk.CreateAsync(new NewAccount($"village{i:00}", "", ["annotator"]), DateTimeOffset.UtcNow);
        var store = host.Services.GetRequiredService<AccountStore>();
        var (names, after) = (new List<string>(), "");
        while (await store.PageAsync("", after, 25) is { Count: > 0 } page)
        {
            names.AddRange(page.Select(a => a.NormalizedUserName));
            Assert.All(page, a => Assert.NotEmpty(a.Roles));
            after = names[^1];
        }

        Assert.Equal(72, names.Count);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.Equal("VILLAGE07", Assert.Single(await store.PageAsync("lage07", "", 25)).NormalizedUserName);
    }

    [Theory]
    [InlineData("x", "annotator", CreateAccountOutcome.UserNameUnfit)]
    [InlineData("a b", "annotator", CreateAccountOutcome.UserNameUnfit)]
    [InlineData("ADMIN1", "annotator", CreateAccountOutcome.NameTaken)]
    [InlineData("fine", "king", CreateAccountOutcome.RolesUnfit)]
    public async Task NewAccount_Unfit_IsRefused(string name, string role, CreateAccountOutcome expected) =>
        Assert.Equal(expected, (await host.Services.GetRequiredService<AccountDesk>().CreateAsync(new NewAccount(name, "", [role]), DateTimeOffset.UtcNow)).Outcome);
}
