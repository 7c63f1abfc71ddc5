using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Money as it leaves the program: the API and the pages of the real host.</summary>
public sealed partial class EarningsEndpointTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient annotator = null!;
    private HttpClient supervisor = null!;
    private HttpClient admin = null!;
    private Guid annotatorId;
    private Guid supervisorId;

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        supervisor = await host.SignedInAsync("supervisor1", "demo-supervisor");
        admin = await host.SignedInAsync("admin1", "demo-admin");
        annotatorId = await host.IdAsync("annotator1");
        supervisorId = await host.IdAsync("supervisor1");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Earnings_OneOfEachState_AreWhatTheContractSays()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        await host.FaceAsync(annotatorId, accepted: false, supervisorId);
        await host.FaceAsync(annotatorId, accepted: null, supervisorId);
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal("0.80", Amount(earnings, "pending"));
        Assert.Equal("1.12", Amount(earnings, "payable"));
        Assert.Equal("0.00", Amount(earnings, "paid"));
        Assert.Equal("1.92", Amount(earnings, "today"));
        Assert.Equal("CNY", earnings.GetProperty("month").GetProperty("currency").GetString());
        Assert.Equal("19.20", Amount(earnings, "effectiveHourlyRate"));
        Assert.Equal("21.30", Amount(earnings, "hourlyFloor"));
        Assert.Equal(5, earnings.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Entries_PageByPage_AddUpToTheBalances()
    {
        for (var i = 0; i < 12; i++) await host.FaceAsync(annotatorId, accepted: i % 3 != 0, supervisorId);
        var (pending, payable) = (0m, 0m);
        var seen = new HashSet<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await annotator.GetFromJsonAsync<JsonElement>($"/api/v1/me/earnings/entries?limit=5{(next.Length > 0 ? $"&after={next}" : "")}");
            foreach (var entry in page.GetProperty("items").EnumerateArray())
            {
                Assert.True(seen.Add(entry.GetProperty("id").GetString()!));
                pending += Decimal(entry.GetProperty("changes").GetProperty("pending"));
                payable += Decimal(entry.GetProperty("changes").GetProperty("payable"));
                Assert.NotNull(entry.GetProperty("traceCode").GetString());
                if (entry.GetProperty("event").GetString() == "rejected") Assert.Equal("misplaced", entry.GetProperty("reasonCode").GetString());
            }

            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(24, seen.Count);
        var earnings = await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings");
        Assert.Equal((decimal.Parse(Amount(earnings, "pending"), CultureInfo.InvariantCulture), decimal.Parse(Amount(earnings, "payable"), CultureInfo.InvariantCulture)), (pending, payable));
    }

    [Fact]
    public async Task Page_FacesOfThreeStates_SumOfRowsIsTheBalance()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        await host.FaceAsync(annotatorId, accepted: false, supervisorId);
        await host.FaceAsync(annotatorId, accepted: null, supervisorId);
        var page = WebUtility.HtmlDecode(await annotator.GetStringAsync("/earnings"));
        var rows = RowAmount().Matches(page).Sum(m => decimal.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(1.92m, rows);
        Assert.Equal(rows, SumOf(page, "pending") + SumOf(page, "payable") + SumOf(page, "paid"));
    }

    [Fact]
    public async Task Page_ADayWithABonus_SaysWhatTheHourlyWageLeavesOut()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        Assert.DoesNotContain("data-extra", await annotator.GetStringAsync("/earnings"), StringComparison.Ordinal);
        await host.Database.WriteAsync(s => host.Ledger.PostAsync(s, LedgerRules.Bonus("first-hundred/1", annotatorId, "2026-10", new Money(200_000, "CNY")), DateTimeOffset.UtcNow));
        Assert.Contains("其中奖金和补足 ¥20.00，不算进时薪", WebUtility.HtmlDecode(await annotator.GetStringAsync("/earnings")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_FiledOnceAndAnsweredByAnother_PaysTheRest()
    {
        var work = await host.FaceAsync(annotatorId, accepted: false, supervisorId);
        var body = new { traceCode = work.TaskId.ToString("N"), reason = "我移动了轮廓" };
        Assert.Equal(HttpStatusCode.Created, (await annotator.PostAsJsonAsync("/api/v1/me/appeals", body)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await annotator.PostAsJsonAsync("/api/v1/me/appeals", body)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await annotator.PostAsJsonAsync("/api/v1/me/appeals", new { traceCode = "x", reason = " " })).StatusCode);

        var open = (await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/appeals")).GetProperty("items")[0];
        Assert.False(open.GetProperty("canAnswer").GetBoolean());
        var address = $"/api/v1/appeals/{open.GetProperty("id").GetString()}";
        var answer = new { uphold = true, answer = "看过照片，轮廓是对的" };
        Assert.Equal(HttpStatusCode.Conflict, (await supervisor.PostAsJsonAsync(address, answer)).StatusCode);
        using var other = await host.AddUserAsync("supervisor2", "supervisor");
        Assert.Equal(HttpStatusCode.NoContent, (await other.PostAsJsonAsync(address, answer)).StatusCode);
        Assert.Equal("0.80", Amount(await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings"), "payable"));
    }

    [Fact]
    public async Task Payout_MakerCannotApproveAndFileNeverChanges()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        var drawn = await (await admin.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/api/v1/payouts/{drawn.GetProperty("id").GetString()}";
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsync($"{address}/approve", null)).StatusCode);
        using var second = await host.AddUserAsync("admin2", "admin");
        Assert.Equal(HttpStatusCode.OK, (await second.PostAsync($"{address}/approve", null)).StatusCode);
        var before = await FileAsync(address);
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsJsonAsync($"{address}/items/1", new { state = "paid" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsJsonAsync($"{address}/items/1", new { state = "bounced" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsJsonAsync($"{address}/items/2", new { state = "paid" })).StatusCode);
        Assert.Equal(before, await FileAsync(address));
        Assert.Equal("0.80", Amount(await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings"), "paid"));
    }

    [Fact]
    public async Task Payout_LedgerEdited_IsStoppedWhileWorkGoesOn()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE ledger_balance SET amount_e4 = amount_e4 + 1"));
        var answer = await admin.PostAsync("/api/v1/payouts", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("urn:annotationhub:problem:ledger-differs", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
    }

    [Theory]
    [InlineData("/api/v1/me/earnings", "supervisor")]
    [InlineData("/api/v1/me/earnings/entries", "admin")]
    [InlineData("/api/v1/appeals", "annotator")]
    [InlineData("/api/v1/payouts/01900000-0000-7000-8000-000000000001", "annotator")]
    [InlineData("/api/v1/payouts/01900000-0000-7000-8000-000000000001", "supervisor")]
    [InlineData("/api/v1/supervision/queue", "annotator")]
    [InlineData("/api/v1/supervision/faces/x", "annotator")]
    [InlineData("/earnings", "supervisor")]
    [InlineData("/admin/payouts", "supervisor")]
    [InlineData("/supervision", "annotator")]
    public async Task Route_WrongRole_IsNotFound(string address, string role)
    {
        var client = role switch { "annotator" => annotator, "supervisor" => supervisor, _ => admin };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task FacePage_OfAnotherAnnotator_IsNotFound()
    {
        var work = await host.FaceAsync(await host.IdAsync("annotator2"), accepted: false, supervisorId);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync($"/earnings/faces/{work.TaskId:N}")).StatusCode);
    }

    private async Task<byte[]> FileAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var answer = await admin.SendAsync(request);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Amount(JsonElement element, string name) => element.GetProperty(name).GetProperty("amount").GetString()!;

    private static decimal Decimal(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static decimal SumOf(string page, string name) =>
        decimal.Parse(Regex.Match(page, $"data-sum=\"{name}\">¥([0-9.]+)<").Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<td class="number" data-row>¥([0-9.]+)""")]
    private static partial Regex RowAmount();
}
