using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Earnings.Proof;
using AnnotationHub.Web.Tests.Earnings;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Supervision;

/// <summary>What a supervisor sees and decides, through the real host, and what it does to everybody's money.</summary>
public sealed class SupervisionEndpointTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient supervisor = null!;
    private Guid[] annotators = [];

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        await ReviewWorld.TallyAsync(host);
        supervisor = await host.SignedInAsync("supervisor1", "demo-supervisor");
        annotators = [await host.IdAsync("annotator1"), await host.IdAsync("annotator2"), await host.IdAsync("annotator3")];
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Queue_ManyFaces_ComesMostUrgentFirstPageByPage()
    {
        var expected = new List<string>();
        for (var urgency = 9; urgency >= 1; urgency--) expected.Insert(0, (await ReviewWorld.FaceAsync(host, annotators, [0, 1, 2], urgency)).TraceCode);
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await supervisor.GetFromJsonAsync<JsonElement>($"/api/v1/supervision/queue?limit=4{(next.Length > 0 ? $"&after={next}" : "")}");
            Assert.Equal(9, page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("traceCode").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(expected, seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.GetAsync("/api/v1/supervision/queue?after=no-position")).StatusCode);
    }

    [Fact]
    public async Task Face_ThreeAnnotations_AreBlindAndTheirSpreadIsMeasured()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [-3, 0, 3]);
        var text = await supervisor.GetStringAsync($"/api/v1/supervision/faces/{trace}");
        var face = JsonDocument.Parse(text).RootElement;
        Assert.Equal(3, face.GetProperty("annotations").GetArrayLength());
        Assert.DoesNotContain("annotator1", text, StringComparison.Ordinal);
        var scheme = AnnotationHub.Domain.Landmarks.ShippedSchemes.Find("ibug-68")!;
        var shape = ReviewWorld.Shape(0);
        var unit = shape[scheme.Normalization.ImageLeft].Point.DistanceTo(shape[scheme.Normalization.ImageRight].Point);
        // Shifts of -3, 0 and 3 pixels have a root mean square of √6.
        Assert.Equal(100 * Math.Sqrt(6) / unit, face.GetProperty("spreadPercent")[30].GetDouble(), 6);
    }

    [Fact]
    public async Task Adjudication_AcceptConsensus_SettlesFaceAndPaysAll()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        Assert.Equal(HttpStatusCode.NoContent, (await DecideAsync(trace, new { decision = "acceptConsensus" })).StatusCode);
        Assert.Equal(("accepted", 3L), await StateAsync(trace));
        Assert.Equal(24_000, await PayableAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync("no-such-face", new { decision = "acceptConsensus" })).StatusCode);
        await ProveAsync();
    }

    [Fact]
    public async Task Adjudication_Correct_TakesTheSupervisorsLandmarks()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        var landmarks = ReviewWorld.Shape(0.25).Select(l => new { x = l.Point.X, y = l.Point.Y, visibility = "visible" }).ToArray();
        Assert.Equal(HttpStatusCode.NoContent, (await DecideAsync(trace, new { decision = "correct", landmarks, reason = "眉毛" })).StatusCode);
        var face = await supervisor.GetFromJsonAsync<JsonElement>($"/api/v1/supervision/faces/{trace}");
        Assert.Equal("corrected", face.GetProperty("consensus").GetProperty("origin").GetString());
        Assert.Equal(landmarks[20].x, face.GetProperty("consensus").GetProperty("landmarks")[20].GetProperty("x").GetDouble());
        await ProveAsync();
    }

    [Fact]
    public async Task Adjudication_CorrectByAnnotation_TakesThatOnesLandmarks()
    {
        var (trace, annotations) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        Assert.Equal(HttpStatusCode.NoContent, (await DecideAsync(trace, new { decision = "correct", annotationId = annotations[2] })).StatusCode);
        var face = await supervisor.GetFromJsonAsync<JsonElement>($"/api/v1/supervision/faces/{trace}");
        Assert.Equal(ReviewWorld.Shape(1)[20].Point.X, face.GetProperty("consensus").GetProperty("landmarks")[20].GetProperty("x").GetDouble());
    }

    [Theory]
    [InlineData("misplaced", 3200)]
    [InlineData("copied", 0)]
    public async Task Adjudication_Reject_LeavesTheBaseShareByItsReason(string reasonCode, long expectedE4)
    {
        var (trace, annotations) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        var body = new { decision = "rejectAnnotation", annotationId = annotations[2], reasonCode, reason = "整张脸都偏了" };
        Assert.Equal(HttpStatusCode.NoContent, (await DecideAsync(trace, body)).StatusCode);
        using var annotator = await host.SignedInAsync("annotator3", "demo-annotator");
        var entry = (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings/entries")).GetProperty("items")[0];
        Assert.Equal(("rejected", reasonCode, "整张脸都偏了"), (entry.GetProperty("event").GetString(), entry.GetProperty("reasonCode").GetString(), entry.GetProperty("reason").GetString()));
        var payable = await host.Database.ScalarAsync<long?>(
            "SELECT b.amount_e4 FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'payable' AND a.owner_id = @id", new { id = annotators[2] });
        Assert.Equal(expectedE4, payable ?? 0);
        await ProveAsync();
    }

    [Fact]
    public async Task Adjudication_Relabel_SendsTheFaceBackToTheAnnotators()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 4, 9]);
        Assert.Equal(HttpStatusCode.NoContent, (await DecideAsync(trace, new { decision = "relabel" })).StatusCode);
        Assert.Equal("inProgress", (await StateAsync(trace)).State);
        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync(trace, new { decision = "relabel" })).StatusCode);
        Assert.Equal(0, (await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/supervision/queue")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""{"decision":"sell"}""", "decision")]
    [InlineData("""{"decision":"2"}""", "decision")]
    [InlineData("""{"reason":"x"}""", "decision")]
    [InlineData("""{"decision":"rejectAnnotation","reasonCode":"copied"}""", "annotationId")]
    [InlineData("""{"decision":"rejectAnnotation","annotationId":"01900000-0000-7000-8000-000000000001","reasonCode":"slow"}""", "reasonCode")]
    [InlineData("""{"decision":"rejectAnnotation","annotationId":"01900000-0000-7000-8000-000000000001","reasonCode":"copied"}""", "annotationId")]
    [InlineData("""{"decision":"correct"}""", "landmarks")]
    [InlineData("""{"decision":"correct","landmarks":[{"x":1,"y":2,"visibility":"visible"}]}""", "landmarks")]
    [InlineData("""{"decision":"correct","landmarks":[{"x":null,"y":2,"visibility":"visible"}]}""", "landmarks")]
    public async Task Adjudication_BadBody_NamesTheFieldAndChangesNothing(string body, string field)
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 4, 9]);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await supervisor.PostAsync($"/api/v1/faces/{trace}/adjudication", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
        Assert.Equal(("inReview", 0L), await StateAsync(trace));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM adjudication"));
    }

    [Fact]
    public async Task Adjudication_TwoSupervisorsAtOnce_ExactlyOneDecides()
    {
        var (trace, annotations) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        using var other = await host.AddUserAsync("supervisor2", "supervisor");
        var answers = await Task.WhenAll(
            DecideAsync(trace, new { decision = "acceptConsensus" }),
            other.PostAsJsonAsync($"/api/v1/faces/{trace}/adjudication", new { decision = "rejectAnnotation", annotationId = annotations[0], reasonCode = "misplaced" }));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(3, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'accepted' OR kind = 'rejected'"));
        await ProveAsync();
    }

    [Fact]
    public async Task Skill_OfOneself_IsSeenAndOfAnotherIsNotFound()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        await DecideAsync(trace, new { decision = "acceptConsensus" });
        // To oneself the day's decisions do not show yet.
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE annotation SET decided_at = 0"));
        using var annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        var skill = (await annotator.GetFromJsonAsync<JsonElement>($"/api/v1/annotators/{annotators[0]:D}/skill")).GetProperty("schemes")[0];
        Assert.Equal(("ibug-68", 1), (skill.GetProperty("scheme").GetString(), skill.GetProperty("faces").GetInt32()));
        Assert.Contains(skill.GetProperty("kinds").EnumerateArray(), k => k.GetProperty("kind").GetString() == "brow");
        foreach (var figure in (string[])["noise", "gross", "swaps"]) AssertInterval(skill.GetProperty(figure));
        foreach (var kind in skill.GetProperty("kinds").EnumerateArray())
            foreach (var figure in (string[])["along", "across", "biasXInterval", "biasYInterval"]) AssertInterval(kind.GetProperty(figure));
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync($"/api/v1/annotators/{annotators[1]:D}/skill")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync($"/api/v1/annotators/{annotators[1]:D}/skill")).StatusCode);
    }

    private static void AssertInterval(JsonElement figure)
    {
        var (low, high) = (figure.GetProperty("low").GetDouble(), figure.GetProperty("high").GetDouble());
        Assert.True(low < high, figure.GetRawText());
        Assert.InRange(figure.GetProperty("estimate").GetDouble(), low, high);
    }

    private Task<HttpResponseMessage> DecideAsync(string trace, object body) => supervisor.PostAsJsonAsync($"/api/v1/faces/{trace}/adjudication", body);

    private async Task<(string State, long Decided)> StateAsync(string trace) => (
        (await host.Database.ScalarAsync<string>("SELECT state FROM task WHERE trace_code = @trace", new { trace }))!,
        await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM annotation WHERE state <> 'pending'"));

    private Task<long> PayableAsync() => host.Database.ScalarAsync<long>(
        "SELECT COALESCE(SUM(b.amount_e4), 0) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'payable'");

    private async Task ProveAsync() =>
        Assert.Empty(await host.Services.GetRequiredService<LedgerVerification>().FindDifferencesAsync(CancellationToken.None));
}
