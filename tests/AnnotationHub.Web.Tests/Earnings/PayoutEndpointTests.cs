using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Payouts by two people who say who they are, the bank's files, and the wage record, through the real host.</summary>
public sealed class PayoutEndpointTests : IAsyncLifetime
{
    private const string AgeTokensSql = "UPDATE session_token SET created_at = created_at - 660000000";

    private EarningsHost host = null!;
    private HttpClient annotator = null!;
    private HttpClient maker = null!;
    private HttpClient checker = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        maker = await host.SignedInAsync("admin1", "demo-admin");
        checker = await host.AddUserAsync("admin2", "admin");
        await host.FaceAsync(await host.IdAsync("annotator1"), accepted: true, await host.IdAsync("supervisor1"));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Approve_TokenOlderThanTenMinutes_AsksForThePassword()
    {
        var address = await DrawnUpAsync();
        await host.Database.WriteAsync(s => s.ExecuteAsync(AgeTokensSql));
        Assert.Equal("urn:annotationhub:problem:step-up-needed", await TypeAsync(await checker.PostAsync($"{address}/approve", null)));
        Assert.Equal("urn:annotationhub:problem:step-up-wrong", await TypeAsync(await checker.PostAsJsonAsync($"{address}/approve", new { password = "wrong" })));
        Assert.Equal("urn:annotationhub:problem:payout-same-person", await TypeAsync(await maker.PostAsJsonAsync($"{address}/approve", new { password = "demo-admin" })));
        Assert.Equal(HttpStatusCode.OK, (await checker.PostAsJsonAsync($"{address}/approve", new { password = "another-person" })).StatusCode);
    }

    [Fact]
    public async Task Refuse_WithAReason_IsToldToWhoDrewUpAndToTheAnnotator()
    {
        var address = await DrawnUpAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await checker.PostAsJsonAsync($"{address}/refuse", new { reason = " " })).StatusCode);
        Assert.Equal("urn:annotationhub:problem:payout-same-person", await TypeAsync(await maker.PostAsJsonAsync($"{address}/refuse", new { reason = "x" })));
        var refused = await checker.PostAsJsonAsync($"{address}/refuse", new { reason = "名单里有人重复" });
        Assert.Equal("refused", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal("urn:annotationhub:problem:payout-refused", await TypeAsync(await maker.PostAsync($"{address}/approve", null)));
        Assert.Equal("urn:annotationhub:problem:payout-not-approved", await TypeAsync(await maker.GetAsync($"{address}?template=agency-utf8")));
        var page = WebUtility.HtmlDecode(await maker.GetStringAsync(address.Replace("/api/v1", "/admin", StringComparison.Ordinal)));
        Assert.Contains("admin2没有批准这一批", page, StringComparison.Ordinal);
        // No bank has sent anything back, and nothing is left to be paid by hand.
        Assert.Contains("没有发放", page, StringComparison.Ordinal);
        Assert.DoesNotContain("请当面发放", page, StringComparison.Ordinal);
        Assert.Equal("名单里有人重复", (await maker.GetFromJsonAsync<JsonElement>(address)).GetProperty("items")[0].GetProperty("note").GetString());
        Assert.Equal("0.80", (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings")).GetProperty("payable").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task List_AsCsv_LeavesTheHouseOnlyOnceApproved()
    {
        var address = await DrawnUpAsync();
        using var early = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/csv" } } };
        Assert.Equal("urn:annotationhub:problem:payout-not-approved", await TypeAsync(await maker.SendAsync(early)));
        await checker.PostAsync($"{address}/approve", null);
        using var approved = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/csv" } } };
        Assert.Equal("text/csv", (await maker.SendAsync(approved)).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task BankFile_BeforeApprovalOrWithoutPayee_IsRefused()
    {
        var address = await DrawnUpAsync();
        Assert.Equal("urn:annotationhub:problem:payout-not-approved", await TypeAsync(await maker.GetAsync($"{address}?template=agency-utf8")));
        await checker.PostAsync($"{address}/approve", null);
        Assert.Equal("urn:annotationhub:problem:payee-missing", await TypeAsync(await maker.GetAsync($"{address}?template=agency-utf8")));
        Assert.Equal(HttpStatusCode.BadRequest, (await maker.GetAsync($"{address}?template=none")).StatusCode);
    }

    [Fact]
    public async Task BankFile_SomebodyWithoutPayee_HoldsTheOthersAndTheirTotal()
    {
        await SavePayeeAsync("刘玉兰", "4111111111111111");
        await host.FaceAsync(await host.IdAsync("annotator2"), accepted: true, await host.IdAsync("supervisor1"));
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        var lines = Encoding.Latin1.GetString(await maker.GetByteArrayAsync($"{address}?template=pipe-fen")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal("000001|1|80", lines[0]);
        Assert.Contains("4111111111111111", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_OfAPaidItem_AsksWhoAndWhyAndMakesItPayable()
    {
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "paid" });
        var correction = $"{address}/items/1/correction";
        Assert.Equal(HttpStatusCode.BadRequest, (await maker.PostAsJsonAsync(correction, new { state = "bounced", reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.PostAsJsonAsync(correction, new { state = "bounced", reason = "x" })).StatusCode);
        await host.Database.WriteAsync(s => s.ExecuteAsync(AgeTokensSql));
        Assert.Equal("urn:annotationhub:problem:step-up-needed", await TypeAsync(await maker.PostAsJsonAsync(correction, new { state = "bounced", reason = "账号已注销" })));
        Assert.Equal(HttpStatusCode.NoContent, (await maker.PostAsJsonAsync(correction, new { state = "bounced", reason = "账号已注销", password = "demo-admin" })).StatusCode);
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal(("0.80", "0.00"), (earnings.GetProperty("payable").GetProperty("amount").GetString(), earnings.GetProperty("paid").GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task Freeze_CachedSumEdited_IsShownAndMendedOnThePage()
    {
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE ledger_balance SET amount_e4 = amount_e4 + 1"));
        Assert.Equal("urn:annotationhub:problem:ledger-differs", await TypeAsync(await maker.PostAsync("/api/v1/payouts", null)));
        Assert.Contains("/admin/ledger?check=true", await maker.GetStringAsync("/admin/payouts"), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await maker.GetStringAsync("/admin/ledger?check=true"));
        Assert.Contains("发放已停止", page, StringComparison.Ordinal);
        Assert.Contains("rebuild-password", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/admin/ledger")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await maker.PostAsync("/api/v1/ledger/rebuild", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await maker.PostAsync("/api/v1/payouts", null)).StatusCode);
    }

    [Fact]
    public async Task Remedies_OverTheApi_NeedASecondAdministrator()
    {
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE assignment SET price_e4 = price_e4 + 1"));
        var open = (await (await maker.PostAsync("/api/v1/ledger/check", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("open").EnumerateArray().Select(d => d.GetString()).ToList();
        Assert.Equal(HttpStatusCode.BadRequest, (await maker.PostAsJsonAsync("/api/v1/ledger/remedies", new { difference = open[0], transaction = 1, reason = "x" })).StatusCode);
        foreach (var difference in open) Assert.Equal(HttpStatusCode.NoContent, (await maker.PostAsJsonAsync("/api/v1/ledger/remedies", new { difference, reason = "手工改价，已查清" })).StatusCode);
        foreach (var id in await host.Database.QueryAsync<Guid>("SELECT id FROM ledger_remedy"))
        {
            Assert.Equal("urn:annotationhub:problem:remedy-same-person", await TypeAsync(await maker.PostAsync($"/api/v1/ledger/remedies/{id:D}/confirm", null)));
            Assert.Equal(HttpStatusCode.NoContent, (await checker.PostAsync($"/api/v1/ledger/remedies/{id:D}/confirm", null)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Created, (await maker.PostAsync("/api/v1/payouts", null)).StatusCode);
    }

    [Fact]
    public async Task BankFile_AfterPayeeChangedAndItemPaid_IsTheSameBytes()
    {
        await SavePayeeAsync("刘玉兰", "4111111111111111");
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        var first = await maker.GetByteArrayAsync($"{address}?template=agency-gb18030");
        await SavePayeeAsync("刘玉兰", "6222021234567890128");
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "paid" });
        Assert.Equal(first, await checker.GetByteArrayAsync($"{address}?template=agency-gb18030"));
        Assert.Contains("4111111111111111", Encoding.ASCII.GetString(first), StringComparison.Ordinal);
        // Nothing of it lies open in the database.
        Assert.Equal(0, await host.Database.ScalarAsync<long>(
            "SELECT COUNT(*) FROM payee WHERE protected_details LIKE '%4111%' OR protected_details LIKE '%6222%'"));
        await host.Database.WriteAsync(s => s.ExecuteAsync(AgeTokensSql));
        Assert.Equal("urn:annotationhub:problem:step-up-needed", await TypeAsync(await maker.GetAsync($"{address}?template=agency-gb18030")));
    }

    [Fact]
    public async Task BankFile_TenAtOnce_IsOneFile()
    {
        await SavePayeeAsync("刘玉兰", "4111111111111111");
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        var files = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => maker.GetByteArrayAsync($"{address}?template=pipe-fen")));
        Assert.All(files, f => Assert.Equal(files[0], f));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM payout_file"));
    }

    [Fact]
    public async Task Payee_FaultyNumbers_AreNamedByField()
    {
        var answer = await annotator.PutAsJsonAsync("/api/v1/me/payee", new { holderName = "", idNumber = "123", phone = "1", accountNumber = "4111111111111112", bankName = "农信社" });
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["accountNumber", "holderName", "idNumber", "phone"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/api/v1/me/payee")).StatusCode);
    }

    [Fact]
    public async Task WageRecord_OfTheMonth_CarriesWhatTheRegulationAsks()
    {
        await SavePayeeAsync("刘玉兰", "4111111111111111");
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "paid" });
        var month = Domain.Earnings.BusinessDay.At(DateTimeOffset.UtcNow).ToString()[..7];
        var lines = (await maker.GetStringAsync($"/api/v1/wage-records/{month}")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var fields = lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary(p => p.First, p => p.Second.Trim('"', '\t'));
        Assert.Equal(("刘玉兰", "11010519491231002X", "13800138000", "0.80", "0.80", "000001-0001"), (fields["姓名"], fields["身份证号"], fields["联系方式"], fields["应发"], fields["实发"], fields["支付凭证"]));
        Assert.Equal((month, "0.03", "1", "0.00"), (fields["工资周期"], fields["工作时间（小时）"], fields["计件数（张）"], fields["扣款"]));
        Assert.Equal(HttpStatusCode.NotFound, (await maker.GetAsync("/api/v1/wage-records/2026-13")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync($"/api/v1/wage-records/{month}")).StatusCode);
    }

    [Fact]
    public async Task Bounced_WithTheBanksNote_IsReadByTheAnnotatorUntilTheNextPayout()
    {
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "bounced", note = "户名与卡号不符" });
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal("户名与卡号不符", earnings.GetProperty("bounced").GetProperty("note").GetString());
        Assert.Equal("0.80", earnings.GetProperty("bounced").GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal(("payoutBounced", "户名与卡号不符"), Newest(earnings, "reason"));
        Assert.Contains("银行说：户名与卡号不符。", await PageAsync("/earnings"), StringComparison.Ordinal);
        Assert.Contains("户名与卡号不符", await PageAsync("/earnings/entries"), StringComparison.Ordinal);

        await DrawnUpAsync();
        Assert.Equal(JsonValueKind.Null, (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings")).GetProperty("bounced").ValueKind);
        Assert.DoesNotContain("data-bounced", await PageAsync("/earnings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrected_PaidMoneyThatCameBack_SaysWhyInTheStatement()
    {
        var address = await DrawnUpAsync();
        await checker.PostAsync($"{address}/approve", null);
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "paid", note = "到账" });
        await maker.PostAsJsonAsync($"{address}/items/1/correction", new { state = "bounced", reason = "银行三天后退票" });
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal("银行三天后退票", earnings.GetProperty("bounced").GetProperty("note").GetString());
        Assert.Equal(("reversed", "银行三天后退票"), Newest(earnings, "reason"));
    }

    [Fact]
    public async Task Refused_WhatOneAdministratorWroteToAnother_IsNotTheBanks()
    {
        var address = await DrawnUpAsync();
        await checker.PostAsJsonAsync($"{address}/refuse", new { reason = "名单里有人重复" });
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal(JsonValueKind.Null, earnings.GetProperty("bounced").ValueKind);
        Assert.Equal(("payoutBounced", "payoutRefused"), Newest(earnings, "reasonCode"));
        var page = await PageAsync("/earnings/entries");
        Assert.Contains("发放没有送到银行", page, StringComparison.Ordinal);
        Assert.DoesNotContain("名单里有人重复", page, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string address) => WebUtility.HtmlDecode(await annotator.GetStringAsync(address));

    private static (string? Event, string? Said) Newest(JsonElement earnings, string said)
    {
        var entry = earnings.GetProperty("entries")[0];
        return (entry.GetProperty("event").GetString(), entry.GetProperty(said).GetString());
    }

    private Task<HttpResponseMessage> SavePayeeAsync(string holderName, string accountNumber) => annotator.PutAsJsonAsync(
        "/api/v1/me/payee", new { holderName, idNumber = "11010519491231002x", phone = "138 0013 8000", accountNumber, bankName = "临县农信社", bankCode = "" });

    private async Task<string> DrawnUpAsync() =>
        $"/api/v1/payouts/{(await (await maker.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
}
