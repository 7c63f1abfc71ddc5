using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Earnings.Proof;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Tests.Earnings;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Supervision;

/// <summary>Failed work comes back first, a rejection shows its evidence, and a known face that was wrong makes everybody good.</summary>
public sealed class RepairFirstTests : IAsyncLifetime
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
    public async Task Return_FailedWork_ComesBackWithMarksAndItsPayHeld()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "returnAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "鼻子", marks = new[] { 30 } }));
        Assert.Equal(("returned", "live", "inProgress"), await StatesAsync(ids[2], trace));
        Assert.Equal(24_000, await BalanceAsync("held"));
        Assert.Equal(30, await host.Database.ScalarAsync<int>("SELECT landmark FROM annotation_mark WHERE annotation_id = @id AND landmark = 30", new { id = ids[2] }));
        Assert.True(await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM annotation_mark WHERE annotation_id = @id", new { id = ids[2] }) > 1);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM review_queue"));
        await ProveAsync();
    }

    [Fact]
    public async Task Return_NotRepairedInTime_WaitsForASupervisorWhoMayRejectNow()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        await DecideAsync(trace, new { decision = "returnAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "" });
        var late = DateTimeOffset.UtcNow.AddHours(73);
        Assert.Single(await new LeaseSweep(host.Database).RunAsync(late));
        Assert.Equal(("pending", "submitted", "inReview"), await StatesAsync(ids[2], trace));
        Assert.Equal(HttpStatusCode.Conflict, await DecideAsync(trace, new { decision = "returnAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "" }));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "" }));
        Assert.Equal(0, await BalanceAsync("held", annotators[2]));
        Assert.Equal(3200, await BalanceAsync("payable", annotators[2]));
        await ProveAsync();
    }

    [Theory]
    [InlineData("acceptConsensus")]
    [InlineData("correct")]
    public async Task Decide_WithARepairThatIsStillBad_LeavesItToASupervisorInsteadOfReturningItAgain(string decision)
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        await DecideAsync(trace, new { decision = "returnAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "" });
        await new LeaseSweep(host.Database).RunAsync(DateTimeOffset.UtcNow.AddHours(73));
        var landmarks = ReviewWorld.Shape(0).Select(l => new { x = l.Point.X, y = l.Point.Y, visibility = "visible" });
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, decision == "correct" ? new { decision, reason = "", landmarks } : new { decision, reason = "" }));
        Assert.Equal(("pending", "submitted", "accepted"), await StatesAsync(ids[2], trace));
        Assert.Equal(8000, await BalanceAsync("held"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM review_queue"));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "" }));
        Assert.Equal((0, 0), (await BalanceAsync("held"), await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM review_queue")));
        await ProveAsync();
    }

    [Theory]
    [InlineData("misplaced", "", "reason")]
    [InlineData("misplaced", "整张脸都偏了", null)]
    [InlineData("notAttempted", "", null)]
    public async Task Reject_WorkThatNeverCameBack_NeedsWordsWhereARepairWouldMendIt(string reasonCode, string reason, string? fault)
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        var answer = await PostAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode, reason });
        if (fault is null) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        else Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(fault, out _));
        await ProveAsync();
    }

    [Fact]
    public async Task Reject_WithoutAnyEvidence_IsRefusedUntilALandmarkIsMarked()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.1, 0.2]);
        var answer = await PostAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "不对" });
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("marks", out _));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "misplaced", reason = "不对", marks = new[] { 8 } }));
        var annotator = await host.SignedInAsync("annotator3", "demo-annotator");
        Assert.Contains("不对", WebUtility.HtmlDecode(await annotator.GetStringAsync($"/earnings/faces/{trace}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reject_CopiedWorkThatLiesWhereItShould_NeedsWordsOrAMark()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.1, 0.2]);
        var answer = await PostAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "copied", reason = " " });
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("reason", out _));
        Assert.Equal("pending", (await StatesAsync(ids[2], trace)).Annotation);
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[2], reasonCode = "copied", reason = "与第一位完全相同" }));
        await ProveAsync();
    }

    [Theory]
    [InlineData("acceptConsensus")]
    [InlineData("rejectAnnotation")]
    [InlineData("relabel")]
    public async Task Decide_AFaceThatOneHasLabelledOneself_IsAnothersToDecide(string decision)
    {
        var both = await host.AddUserAsync("both", "supervisor");
        var (trace, ids) = await ReviewWorld.FaceAsync(host, [annotators[0], await host.IdAsync("both"), annotators[2]], [0, 0.5, 60]);
        var body = new { decision, annotationId = ids[2], reasonCode = "misplaced", reason = "偏" };
        var answer = await both.PostAsJsonAsync($"/api/v1/faces/{trace}/adjudication", body);
        Assert.Equal("urn:annotationhub:problem:own-work", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Equal(24_000, await BalanceAsync("held"));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, body));
    }

    [Fact]
    public async Task KnownFace_Wrong_MakesEveryoneGoodAndForgetsItInTheirRecords()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        await MakeKnownAsync(trace);
        // One was rejected for it, one is out for repair, one passed.
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[0], reasonCode = "misplaced", reason = "偏" }));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(trace, new { decision = "returnAnnotation", annotationId = ids[1], reasonCode = "misplaced", reason = "偏" }));
        Assert.Equal(3200, await BalanceAsync("payable"));
        Assert.Equal(HttpStatusCode.NoContent, await WithdrawAsync(trace));
        Assert.Equal(HttpStatusCode.Conflict, await WithdrawAsync(trace));
        Assert.Equal(24_000, await BalanceAsync("payable"));
        Assert.Equal(0, await BalanceAsync("held"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'restored'"));
        Assert.Equal((0L, 0L), (await SkillAsync("gold_faces"), await SkillAsync("gold_passed")));
        Assert.Equal(("accepted", "submitted", "inReview"), await StatesAsync(ids[1], trace));
        Assert.Equal("gold", await host.Database.ScalarAsync<string>("SELECT kind FROM review_queue"));
        // What was made good is not contested any more.
        var annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        Assert.Equal("restored", (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/earnings/entries")).GetProperty("items")[0].GetProperty("event").GetString());
        await ProveAsync();
    }

    [Fact]
    public async Task KnownFace_Wrong_ClosesWhatRestedOnItInTheNameOfWhoWithdrewIt()
    {
        var (trace, ids) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        await MakeKnownAsync(trace);
        await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = ids[0], reasonCode = "misplaced", reason = "偏" });
        // One who was rejected for it, and one whose label still stands.
        foreach (var annotator in annotators[..2])
        {
            await host.Database.WriteAsync(async s => await FlagRows.RaiseAsync(
                s, new RaisedFlag(annotator, "ibug-68", FlagKind.Drift, "noise", FlagUrgency.Coach, 9, 6, 4),
                await s.ScalarAsync<Guid>("SELECT id FROM task WHERE trace_code = @trace", new { trace }), quietLabels: 0, DateTimeOffset.UtcNow));
        }

        Assert.Equal(HttpStatusCode.NoContent, await WithdrawAsync(trace));
        var me = (await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/me")).GetProperty("id").GetGuid();
        Assert.Equal([me, me], await host.Database.QueryAsync<Guid?>("SELECT decided_by FROM quality_flag WHERE state = 'dismissed'"));
        var decision = (await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/supervision/flags?state=dismissed")).GetProperty("items")[0].GetProperty("decision");
        Assert.Equal(await host.Database.ScalarAsync<string>("SELECT display_name FROM app_user WHERE id = @me", new { me }), decision.GetProperty("by").GetString());
        Assert.Contains("The known face was wrong.", decision.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownFace_OrdinaryOrUnknownOrWithoutReason_IsToldWhy()
    {
        var (trace, _) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 1]);
        Assert.Equal(HttpStatusCode.Conflict, await WithdrawAsync(trace));
        Assert.Equal(HttpStatusCode.NotFound, await WithdrawAsync("no-such-face"));
        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.PostAsJsonAsync($"/api/v1/faces/{trace}/known-face-wrong", new { reason = " " })).StatusCode);
        var annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.PostAsJsonAsync($"/api/v1/faces/{trace}/known-face-wrong", new { reason = "x" })).StatusCode);
    }

    // A known face as uploads leave it, its truth 60 pixels off, with the records of three who met it.
    private Task MakeKnownAsync(string trace) => host.Database.WriteAsync(async s =>
    {
        var truth = PackedLandmarks.Pack(ReviewWorld.Shape(60));
        await s.ExecuteAsync("UPDATE task SET is_gold = 1, state = 'accepted' WHERE trace_code = @trace", new { trace });
        await s.ExecuteAsync("UPDATE project_tally SET in_review = in_review - 1, accepted = accepted + 1");
        await s.ExecuteAsync("INSERT INTO gold_truth (task_id, landmarks) SELECT id, @truth FROM task WHERE trace_code = @trace", new { trace, truth });
        for (var i = 0; i < annotators.Length; i++)
        {
            var row = new { annotator = annotators[i], passed = i == 2 ? 1 : 0, packed = new AnnotationHub.Domain.Quality.AnnotatorSkill().Pack() };
            await s.ExecuteAsync("INSERT INTO annotator_skill (annotator_id, scheme_key, faces, gold_faces, gold_passed, packed_statistics, updated_at) VALUES (@annotator, 'ibug-68', 0, 1, @passed, @packed, 0)", row);
            await s.ExecuteAsync(
                """
                INSERT INTO label_evidence (annotation_id, annotator_id, scheme_key, packed_statistics, is_gold, is_passed, noise_ratio, gross_errors, counted_at)
                SELECT n.id, n.annotator_id, 'ibug-68', @packed, 1, @passed, 0, 0, 0 FROM annotation n JOIN task t ON t.id = n.task_id
                WHERE n.annotator_id = @annotator AND t.trace_code = @trace
                """,
                new { row.annotator, row.passed, row.packed, trace });
        }
    });

    private Task<long> SkillAsync(string column) => host.Database.ScalarAsync<long>($"SELECT SUM({column}) FROM annotator_skill");

    private async Task<HttpStatusCode> WithdrawAsync(string trace) =>
        (await supervisor.PostAsJsonAsync($"/api/v1/faces/{trace}/known-face-wrong", new { reason = "眼睛标反了" })).StatusCode;

    private Task<HttpResponseMessage> PostAsync(string trace, object body) => supervisor.PostAsJsonAsync($"/api/v1/faces/{trace}/adjudication", body);

    private async Task<HttpStatusCode> DecideAsync(string trace, object body) => (await PostAsync(trace, body)).StatusCode;

    private async Task<(string Annotation, string Assignment, string Task)> StatesAsync(Guid annotation, string trace) => (
        (await host.Database.ScalarAsync<string>("SELECT state FROM annotation WHERE id = @annotation", new { annotation }))!,
        (await host.Database.ScalarAsync<string>("SELECT s.state FROM assignment s JOIN annotation a ON a.assignment_id = s.id WHERE a.id = @annotation", new { annotation }))!,
        (await host.Database.ScalarAsync<string>("SELECT state FROM task WHERE trace_code = @trace", new { trace }))!);

    private Task<long> BalanceAsync(string kind, Guid? owner = null) => host.Database.ScalarAsync<long>(
        "SELECT COALESCE(SUM(b.amount_e4), 0) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = @kind AND (@owner IS NULL OR a.owner_id = @owner)", new { kind, owner });

    private async Task ProveAsync() =>
        Assert.Empty(await host.Services.GetRequiredService<LedgerVerification>().FindDifferencesAsync(CancellationToken.None));
}
