using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality;
using Microsoft.Extensions.DependencyInjection;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Submissions over a real connection: findings, repeats, refusals, and what a face comes to.</summary>
public abstract class SubmitTests(DatabaseProvider engine) : IAsyncLifetime
{
    private const string AccruedSql = "SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'accrued'";
    private const string AnnotationsSql = "SELECT COUNT(*) FROM annotation";
    private LabelingHost host = null!;

    public async ValueTask InitializeAsync() => host = await new LabelingHost(engine).StartAsync(faces: 3);

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Submit_MissingLandmark_NeedsAttentionAndNamesItInTheCallersLanguage(string culture)
    {
        await using var annotator = await host.ConnectAsync("mei", culture);
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAsync(offer, 1, Batch(LabelingHost.Shape().Take(67)));
        var before = DatabaseImage.Of(host.Database);
        var outcome = await annotator.SubmitAsync(offer, 67, "Missing:67");
        Assert.Equal("needsAttention", outcome.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, outcome.GetProperty("earning").ValueKind);
        var finding = Assert.Single(outcome.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "missing");
        Assert.Equal((67, "error"), (finding.GetProperty("landmark").GetInt32(), finding.GetProperty("severity").GetString()));
        Assert.Equal(LabelingWords.In(culture, "Finding.Missing", LabelingHost.Scheme.Landmarks[67].Label.In(culture)), finding.GetProperty("message").GetString());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Submit_OverTheEdge_IsTakenOnceAcknowledged()
    {
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer);
        await annotator.PlaceAsync(offer, 69, One(8, 460, LabelingHost.HeightPx + 5));
        var before = DatabaseImage.Of(host.Database);
        var asked = await annotator.SubmitAsync(offer, 69);
        Assert.Equal("needsAttention", asked.GetProperty("status").GetString());
        var findings = asked.GetProperty("findings").EnumerateArray().ToList();
        Assert.Contains(findings, f => f.GetProperty("code").GetString() == "outOfPhotograph" && f.GetProperty("landmark").GetInt32() == 8 && f.GetProperty("severity").GetString() == "warning");
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));

        string[] ids = [.. findings.Select(f => f.GetProperty("id").GetString()!)];
        Assert.Equal("pending", (await annotator.SubmitAsync(offer, 69, ids)).GetProperty("status").GetString());
        Assert.Equal(ids.Length, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM annotation_finding"));
    }

    [Fact]
    public async Task Submit_SequenceNotDurable_NamesTheLastThatIs()
    {
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer);
        var before = DatabaseImage.Of(host.Database);
        var outcome = await annotator.SubmitAsync(offer, 69);
        var finding = Assert.Single(outcome.GetProperty("findings").EnumerateArray());
        Assert.Equal(("needsAttention", "notDurable"), (outcome.GetProperty("status").GetString(), finding.GetProperty("code").GetString()));
        Assert.Equal(LabelingWords.In("en", "BadPlacement.NotDurable", 68), finding.GetProperty("message").GetString());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Submit_FiftyTimesAtOnceAndOnceMore_AnswersTheSameAndPaysOnce()
    {
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => annotator.SubmitAsync(offer, 68)));
        var before = DatabaseImage.Of(host.Database);
        var again = await annotator.SubmitAsync(offer, 68);
        Assert.Equal([again.GetRawText()], answers.Select(a => a.GetRawText()).Distinct());
        Assert.Equal("pending", again.GetProperty("status").GetString());
        Assert.Equal(("0.80", "CNY", "pending"), Earning(again));
        Assert.Equal((1L, 1L), await CountsAsync());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Submit_SecondAnnotatorAgrees_IsAcceptedAndTellsTheFirst()
    {
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        var told = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Microsoft.AspNetCore.SignalR.Client.HubConnectionExtensions.On<JsonElement>(first.Connection, "AssignmentChanged", told.SetResult);
        var (mine, theirs) = (await first.ClaimOneAsync(), await second.ClaimOneAsync());
        Assert.Equal(mine.TraceCode, theirs.TraceCode);
        await first.PlaceAllAsync(mine);
        await second.PlaceAllAsync(theirs, 0.5);
        Assert.Equal("pending", (await first.SubmitAsync(mine, 68)).GetProperty("status").GetString());
        var outcome = await second.SubmitAsync(theirs, 68);
        Assert.Equal("accepted", outcome.GetProperty("status").GetString());
        Assert.Equal(("0.80", "CNY", "payable"), Earning(outcome));
        var change = await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((mine.AssignmentId, "accepted"), (change.GetProperty("assignmentId").GetString(), change.GetProperty("status").GetString()));
        Assert.Equal("accepted", (await first.SubmitAsync(mine, 68)).GetProperty("status").GetString());
        Assert.Equal((2L, 2L), await CountsAsync());
    }

    [Fact]
    public async Task Submit_StaleEpoch_IsRefusedAndChangesNothing()
    {
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer);
        await annotator.ResumeAsync();
        var before = DatabaseImage.Of(host.Database);
        Assert.Equal(LabelingWords.In("en", "StaleEpoch"), await RefusalAsync("stale-epoch", annotator.SubmitAsync(offer, 68)));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));

        // A tab that is out of date does not bring a lease back to life either.
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.SweepAsync();
        before = DatabaseImage.Of(host.Database);
        await RefusalAsync("stale-epoch", annotator.SubmitAsync(offer, 68));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Submit_AnotherAnnotatorsOrNoAssignment_IsNotFound()
    {
        await using var owner = await host.ConnectAsync("mei");
        await using var other = await host.ConnectAsync("lan", "zh-CN");
        var offer = await owner.ClaimOneAsync();
        await owner.PlaceAllAsync(offer);
        var before = DatabaseImage.Of(host.Database);
        foreach (var id in (string[])[offer.AssignmentId, Guid.CreateVersion7().ToString("D"), "nonsense"])
            Assert.Equal(LabelingWords.In("zh-CN", "NotFound.Assignment"), await RefusalAsync("not-found", other.SubmitAsync(id, offer.Epoch, 68)));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Place_AfterTheSubmission_RepeatsAreKnownAndNewOnesRefused()
    {
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer);
        await annotator.SubmitAsync(offer, 68);
        var before = DatabaseImage.Of(host.Database);
        Assert.Equal(68, await annotator.PlaceAllAsync(offer));
        Assert.Equal(LabelingWords.In("en", "LeaseExpired.Closed"), await RefusalAsync("lease-expired", annotator.PlaceAsync(offer, 69, One(0, 400, 300))));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
        Assert.Empty(host.Log.Lines);
    }

    [Fact]
    public async Task Submit_KnownFaceMissed_ComesBackForRepairWithItsWorstLandmarks()
    {
        await using var known = await new LabelingHost(engine).StartAsync();
        await known.AddFacesAsync(1, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))]);
        await using var annotator = await known.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer, offPx: 25);
        var asked = await annotator.SubmitAsync(offer, 68);
        var ids = asked.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!).ToArray();
        var outcome = ids.Length == 0 ? asked : await annotator.SubmitAsync(offer, 68, ids);
        // A known face is decided no sooner than an ordinary one.
        Assert.Equal("pending", outcome.GetProperty("status").GetString());
        known.Clock.Advance(TimeSpan.FromMinutes(20));
        await known.Services.GetRequiredService<KnownFaceSweep>().RunAsync(known.Clock.GetUtcNow(), CancellationToken.None);
        outcome = await annotator.SubmitAsync(offer, 68);
        Assert.Equal("returned", outcome.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, outcome.GetProperty("feedback").ValueKind);

        var repair = Assert.Single(await annotator.ResumeAsync());
        Assert.Equal(offer.AssignmentId, repair.AssignmentId);
        await annotator.PlaceAsync(repair, 69, Batch(LabelingHost.Shape()));
        Assert.Equal("accepted", (await annotator.SubmitAsync(repair, 136)).GetProperty("status").GetString());
        Assert.Equal(1, await known.Database.ScalarAsync<long>(AccruedSql));
    }

    private static (string?, string?, string?) Earning(JsonElement outcome)
    {
        var earning = outcome.GetProperty("earning");
        return (earning.GetProperty("amount").GetString(), earning.GetProperty("currency").GetString(), earning.GetProperty("state").GetString());
    }

    private async Task<(long Annotations, long Accrued)> CountsAsync() =>
        (await host.Database.ScalarAsync<long>(AnnotationsSql), await host.Database.ScalarAsync<long>(AccruedSql));
}

public sealed class SqliteSubmitTests() : SubmitTests(DatabaseProvider.Sqlite);

public sealed class SqlServerSubmitTests() : SubmitTests(DatabaseProvider.SqlServer);
