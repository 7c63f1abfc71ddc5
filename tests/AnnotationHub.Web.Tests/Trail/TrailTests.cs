using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Tests.Earnings;
using AnnotationHub.Web.Trail;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Trail;

/// <summary>What people did stands in the trail of the real host, without a name, a password or a number, and an edit shows.</summary>
public sealed class TrailTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient admin = null!;
    private HttpClient annotator = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        admin = await host.SignedInAsync("admin1", "demo-admin");
        annotator = await host.SignedInAsync("annotator1", "demo-annotator");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task SignIns_RightWrongAndLocked_AreWrittenDown()
    {
        using var stranger = host.CreateClient();
        for (var i = 0; i < 6; i++) await stranger.PostAsJsonAsync("/api/v1/session", new { userName = "annotator2", password = "my-secret-guess" });
        await stranger.PostAsJsonAsync("/api/v1/session", new { userName = "a-password-in-the-wrong-field", password = "x" });
        var id = await host.IdAsync("annotator2");
        var entries = await EntriesAsync();
        Assert.Equal(2, entries.Count(e => e is { Action: "sign-in", Outcome: "done" }));
        Assert.Equal(5, entries.Count(e => e is { Action: "sign-in", Outcome: "wrong-password", Actor: null } && e.Subject == $"account {id:D}"));
        Assert.Single(entries, e => e is { Action: "lock-out" } && e.Subject == $"account {id:D}");
        Assert.Single(entries, e => e is { Action: "sign-in", Outcome: "locked" });
        Assert.Single(entries, e => e is { Action: "sign-in", Outcome: "wrong-password", Subject: null });
        var all = string.Join('\n', await host.Database.QueryAsync<string>("SELECT action_name || COALESCE(subject, '') || outcome || origin FROM trail_entry"));
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-field", all, StringComparison.Ordinal);
        Assert.DoesNotContain("annotator2", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_ToAnothersOrAForbiddenObject_IsWrittenDownWithItsPath()
    {
        var payout = $"/api/v1/payouts/{Guid.NewGuid():D}";
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync(payout)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/earnings/faces/no-such-face")).StatusCode);
        await annotator.GetAsync("/api/v1/me/payee");
        await host.CreateClient().GetAsync(payout);
        var wrong = (await EntriesAsync()).Where(e => e.Action is "wrong-access" or "payout-file").ToList();
        Assert.Equal([$"GET {payout}", "GET /earnings/faces/no-such-face"], wrong.Select(e => e.Subject).Order(StringComparer.Ordinal));
        Assert.All(wrong, e => Assert.Equal(("annotator1", "refused"), (e.Actor, e.Outcome)));
    }

    [Fact]
    public async Task Payout_FromDrawingUpToTheBanksFile_IsWrittenDownStepByStep()
    {
        await annotator.PutAsJsonAsync("/api/v1/me/payee", new { holderName = "刘玉兰", idNumber = "11010519491231002x", phone = "13800138000", accountNumber = "4111111111111111", bankName = "农信社", bankCode = "" });
        await host.FaceAsync(await host.IdAsync("annotator1"), accepted: true, await host.IdAsync("supervisor1"));
        var checker = await host.AddUserAsync("admin2", "admin");
        var id = (await (await admin.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await admin.PostAsync($"/api/v1/payouts/{id}/approve", null);
        await checker.PostAsync($"/api/v1/payouts/{id}/approve", null);
        await admin.GetAsync($"/api/v1/payouts/{id}");
        await admin.GetAsync($"/api/v1/payouts/{id}?template=agency-utf8");
        await admin.PostAsJsonAsync($"/api/v1/payouts/{id}/items/1", new { state = "paid" });
        await admin.GetAsync("/api/v1/wage-records/2026-11");
        var entries = (await EntriesAsync()).Where(e => e.Action is not ("sign-in" or "step-up")).Select(e => $"{e.Action} {e.Actor} {e.Outcome}").Reverse().ToList();
        Assert.Equal(
            ["payee-changed annotator1 done", "payout-drawn-up admin1 done", "payout-approved admin1 refused", "payout-approved admin2 done", "payout-file admin1 done", "payout-settled admin1 done", "wage-record admin1 done"],
            entries);
        var all = string.Join('\n', await host.Database.QueryAsync<string>("SELECT COALESCE(subject, '') FROM trail_entry"));
        Assert.DoesNotContain("4111", all, StringComparison.Ordinal);
        Assert.DoesNotContain("刘", all, StringComparison.Ordinal);
        // The payee, both approvals, the bank's file and the wage record.
        Assert.Equal(5, (await EntriesAsync("step-up")).Count(e => e.Outcome == "done"));
    }

    [Theory]
    [InlineData("UPDATE trail_entry SET outcome = 'locked' WHERE seq = 1", "trail entry 1 was changed after it was written")]
    [InlineData("DELETE FROM trail_entry WHERE seq = 1", "trail entry 1 is missing")]
    [InlineData("DELETE FROM trail_entry WHERE seq = 2", "the trail ends at 1 and its head says 2")]
    public async Task Trail_Edited_IsRefusedAndFoundOut(string edit, string expected)
    {
        var verification = host.Services.GetServices<IVerification>().OfType<TrailVerification>().Single();
        Assert.Empty(await verification.FindDifferencesAsync(CancellationToken.None));
        var failure = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => host.Database.WriteAsync(s => s.ExecuteAsync(edit)));
        Assert.Contains("append-only", failure.Message, StringComparison.Ordinal);
        foreach (var trigger in await host.Database.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail_entry'"))
            await host.Database.WriteAsync(s => s.ExecuteAsync($"DROP TRIGGER {trigger}"));
        await host.Database.WriteAsync(s => s.ExecuteAsync(edit));
        Assert.Contains(expected, await verification.FindDifferencesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Trail_ManyAtOnce_IsOneChain()
    {
        var store = host.Services.GetRequiredService<TrailStore>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => store.AddAsync(new TrailEntry(TrailActions.WrongAccess, null, $"x {i}\nnew line", "refused", "console"), DateTimeOffset.UtcNow))));
        Assert.Empty(await host.Services.GetServices<IVerification>().OfType<TrailVerification>().Single().FindDifferencesAsync(CancellationToken.None));
        Assert.Equal(50, (await EntriesAsync("wrong-access")).Count);
    }

    [Fact]
    public async Task Page_OfTheTrail_IsForAdministratorsAlone()
    {
        Assert.Contains("登录", WebUtility.HtmlDecode(await admin.GetStringAsync("/admin/trail")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/admin/trail")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/api/v1/trail")).StatusCode);
    }

    [Theory]
    [InlineData("192.168.17.23", "192.168.17.0/24")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.0/24")]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::/48")]
    public void Origin_OfAnAddress_IsItsNetwork(string address, string expected) => Assert.Equal(expected, TrailOrigin.Of(IPAddress.Parse(address)));

    private async Task<List<Entry>> EntriesAsync(string action = "")
    {
        var page = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/trail?limit=200&action={action}");
        return [.. page.GetProperty("items").EnumerateArray().Select(e => new Entry(Text(e, "action")!, Text(e, "actor"), Text(e, "subject"), Text(e, "outcome")!))];
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private sealed record Entry(string Action, string? Actor, string? Subject, string Outcome);
}
