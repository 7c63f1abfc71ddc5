using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Tests.Earnings;
using AnnotationHub.Web.Tests.Supervision;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>Accepted faces come before a supervisor again as the plan draws them, and a release is held to what that finds.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient supervisor = null!;
    private HttpClient client = null!;
    private Guid[] annotators = [];

    private string Audit => $"/api/v1/projects/{host.Project:D}/audit";

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        await ReviewWorld.TallyAsync(host);
        supervisor = await host.SignedInAsync("supervisor1", "demo-supervisor");
        client = await host.SignedInAsync("client1", "demo-client");
        annotators = [await host.IdAsync("annotator1"), await host.IdAsync("annotator2"), await host.IdAsync("annotator3")];
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Accepted_UnderAFullShare_ComesBeforeASupervisorOnce()
    {
        await WishAsync(new { samplePercent = 100 });
        var trace = await AcceptedAsync();
        var queued = (await QueueAsync())[0];
        Assert.Equal((trace, "audit"), (queued.GetProperty("traceCode").GetString(), queued.GetProperty("kind").GetString()));
        await DecideAsync(trace, new { decision = "acceptConsensus" });
        Assert.Empty(await QueueAsync());
        var audit = await ReadAsync();
        Assert.Equal((1, 0, 0), (audit.GetProperty("audited").GetInt32(), audit.GetProperty("defective").GetInt32(), audit.GetProperty("waiting").GetInt32()));
        Assert.Equal("accepted", await StateAsync(trace));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(9, 1)]
    public async Task Corrected_BeyondTheLimit_IsADefect(double shiftPercent, int defective)
    {
        await WishAsync(new { samplePercent = 100, defectAbovePercent = 5 });
        var trace = await AcceptedAsync();
        var scheme = AnnotationHub.Domain.Landmarks.ShippedSchemes.Find("ibug-68")!;
        var shape = ReviewWorld.Shape(0);
        var unitPx = shape[scheme.Normalization.ImageLeft].Point.DistanceTo(shape[scheme.Normalization.ImageRight].Point);
        var landmarks = ReviewWorld.Shape(shiftPercent * unitPx / 100).Select(l => new { x = l.Point.X, y = l.Point.Y, visibility = "visible" });
        await DecideAsync(trace, new { decision = "correct", landmarks });
        Assert.Equal(defective, (await ReadAsync()).GetProperty("defective").GetInt32());
    }

    [Fact]
    public async Task Settings_WithAndWithoutATarget_ReadAsASentence()
    {
        await WishAsync(new { samplePercent = 20, defectAbovePercent = 5 });
        Assert.Contains("设置：抽 20.0%，误差超过 5% 算缺陷，没有设定目标", await PageAsync(), StringComparison.Ordinal);
        await WishAsync(new { samplePercent = 20, defectAbovePercent = 5, maximumDefectivePercent = 2 });
        Assert.Contains("设置：抽 20.0%，误差超过 5% 算缺陷，目标不超过 2.0%", await PageAsync(), StringComparison.Ordinal);

        async Task<string> PageAsync() => WebUtility.HtmlDecode(await client.GetStringAsync($"/projects/{host.Project:D}"));
    }

    [Fact]
    public async Task Relabelled_IsUnusableAndGoesBackToTheAnnotators()
    {
        await WishAsync(new { samplePercent = 100 });
        var trace = await AcceptedAsync();
        await DecideAsync(trace, new { decision = "relabel" });
        Assert.Equal("inProgress", await StateAsync(trace));
        Assert.Equal("unusable", await host.Database.ScalarAsync<string>("SELECT hard_flag FROM audit_face"));
        Assert.Equal(1, (await ReadAsync()).GetProperty("defective").GetInt32());
    }

    [Fact]
    public async Task Drawn_OnDemand_AreTheNextByTheirOwnNumbersAndNoneTwice()
    {
        await WishAsync(new { samplePercent = 0 });
        for (var i = 0; i < 5; i++) await AcceptedAsync();
        Assert.Empty(await QueueAsync());
        var next = await host.Database.QueryAsync<string>("SELECT t.trace_code FROM audit_face f JOIN task t ON t.id = f.task_id ORDER BY f.entry_share");
        Assert.Equal(2, await DrawAsync(supervisor, 2));
        Assert.Equal(next.Take(2).Order(), (await QueueAsync()).Select(q => q.GetProperty("traceCode").GetString()!).Order());
        Assert.Equal(3, await DrawAsync(client, 50));
        Assert.Equal((5, 0), ((await ReadAsync()).GetProperty("waiting").GetInt32(), await DrawAsync(client, 50)));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync($"{Audit}/draws", new { count = 0 })).StatusCode);
    }

    [Fact]
    public async Task Release_BeyondTheTarget_IsRefusedWithHowManyAuditsWouldDo()
    {
        await WishAsync(new { samplePercent = 100, maximumDefectivePercent = 40 });
        var traces = new[] { await AcceptedAsync(), await AcceptedAsync(), await AcceptedAsync() };
        var refused = await client.PostAsync($"/api/v1/projects/{host.Project:D}/releases", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith(":release-below-target", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        var more = problem.GetProperty("moreAudits").GetInt32();
        Assert.InRange(more, 1, 3);
        Assert.Contains($"{more} ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM dataset_release"));
        foreach (var trace in traces) await DecideAsync(trace, new { decision = "acceptConsensus" });
        var release = await ReleasedAsync();
        Assert.Equal((3, 0.0, 40.0), (release.GetProperty("audited").GetInt32(), release.GetProperty("highPercent").GetDouble(), release.GetProperty("maximumDefectivePercent").GetDouble()));
    }

    [Fact]
    public async Task Release_WithoutATarget_StatesWhatIsKnown()
    {
        await WishAsync(new { samplePercent = 0 });
        await AcceptedAsync();
        Assert.InRange((await ReleasedAsync()).GetProperty("highPercent").GetDouble(), 99, 100);
    }

    [Theory]
    [InlineData("""{"samplePercent":101}""", "samplePercent")]
    [InlineData("""{"defectAbovePercent":0}""", "defectAbovePercent")]
    [InlineData("""{"maximumDefectivePercent":100}""", "maximumDefectivePercent")]
    public async Task Wish_BeyondItsBounds_NamesTheField(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await client.PutAsync(Audit, content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Audit_OfAnother_IsNotFound()
    {
        await WishAsync(new { });
        using var other = await host.SignedInAsync("client2", "demo-client");
        using var annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        foreach (var stranger in new[] { other, annotator })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Audit)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync(Audit, new { })).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync($"{Audit}/draws", new { count = 1 })).StatusCode);
        }

        // What a project may carry is for who pays for it.
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PutAsJsonAsync(Audit, new { })).StatusCode);
    }

    // The third annotation goes, the other two settle the face by rule.
    private async Task<string> AcceptedAsync()
    {
        var (trace, annotations) = await ReviewWorld.FaceAsync(host, annotators, [0, 0.5, 60]);
        await DecideAsync(trace, new { decision = "rejectAnnotation", annotationId = annotations[2], reasonCode = "misplaced", reason = "整张脸都偏了" });
        Assert.Equal("accepted", await StateAsync(trace));
        return trace;
    }

    private async Task WishAsync(object wish) => (await client.PutAsJsonAsync(Audit, wish)).EnsureSuccessStatusCode();

    private async Task DecideAsync(string trace, object body) => (await supervisor.PostAsJsonAsync($"/api/v1/faces/{trace}/adjudication", body)).EnsureSuccessStatusCode();

    private Task<JsonElement> ReadAsync() => client.GetFromJsonAsync<JsonElement>(Audit);

    private Task<string?> StateAsync(string trace) => host.Database.ScalarAsync<string>("SELECT state FROM task WHERE trace_code = @trace", new { trace });

    private async Task<List<JsonElement>> QueueAsync() =>
        [.. (await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/supervision/queue")).GetProperty("items").EnumerateArray()];

    private async Task<int> DrawAsync(HttpClient who, int count) =>
        (await (await who.PostAsJsonAsync($"{Audit}/draws", new { count })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("drawn").GetInt32();

    private async Task<JsonElement> ReleasedAsync()
    {
        var answer = await client.PostAsync($"/api/v1/projects/{host.Project:D}/releases", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (; ; await Task.Delay(100, giveUp.Token))
        {
            var release = await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, giveUp.Token);
            if (release.GetProperty("state").GetString() == "ready") return release.GetProperty("quality").GetProperty("audit");
        }
    }
}
