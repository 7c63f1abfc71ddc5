using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Short work is shared, projects take turns, and known faces come at the rate that a record calls for.</summary>
public abstract class FairHandOutTests(DatabaseProvider engine)
{
    private const string LiveSql = "SELECT COUNT(*) FROM assignment WHERE annotator_id = @annotatorId AND state = 'live'";

    private static readonly PlacedLandmark[] Truth = [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))];

    [Fact]
    public async Task Claim_WhileWorkIsShort_LeavesEveryoneAShare()
    {
        await using var host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 12, wanted: 1);
        await using var greedy = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        await using var third = await host.ConnectAsync("hua");
        // All three are here; then one asks and asks.
        foreach (var annotator in (LabelingClient[])[greedy, second, third]) await annotator.ClaimOneAsync();
        for (var claim = 0; claim < 10; claim++) await greedy.ClaimAsync(5);
        Assert.Equal(6, await LiveAsync(host, greedy));
        Assert.Equal(2, (await second.ClaimAsync(2)).Count);
        Assert.NotEmpty(await third.ClaimAsync(5));
    }

    [Fact]
    public async Task Claim_SomebodyCameAwayEmptyHanded_GetsTheNextFaceThatComesBack()
    {
        await using var host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 4, wanted: 1);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        await using var late = await host.ConnectAsync("hua");
        var offers = await first.ClaimAsync(5);
        Assert.Equal(4, offers.Count);
        Assert.Empty(await late.ClaimAsync(5));
        await first.SkipAsync(offers[0].AssignmentId);
        // The one slot is kept for who waits: neither the one who holds three, nor, once it has one, the other takes it twice.
        Assert.Empty(await first.ClaimAsync(5));
        Assert.Equal(offers[0].TraceCode, Assert.Single(await late.ClaimAsync(5)).TraceCode);
        Assert.Empty(await second.ClaimAsync(5));
    }

    [Fact]
    public async Task Claim_OthersHaveHadEveryFaceThatIsOpen_IsAnsweredInFull()
    {
        await using var host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 3, wanted: 4);
        foreach (var name in (string[])["mei", "lan", "hua"])
        {
            await using var earlier = await host.ConnectAsync(name);
            Assert.Equal(3, (await earlier.ClaimAsync(3)).Count);
            Assert.Empty(await earlier.ClaimAsync());
        }

        await using var last = await host.ConnectAsync("xin");
        Assert.Equal(3, (await last.ClaimAsync(3)).Count);
    }

    [Fact]
    public async Task Claim_OfAnyProject_TakesTheProjectsInTurn()
    {
        await using var host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 30, wanted: 1);
        var other = await host.AddProjectAsync(faces: 30, wanted: 1);
        await using var annotator = await host.ConnectAsync("mei");
        var served = new List<Guid>();
        for (var claim = 0; claim < 6; claim++) served.AddRange((await annotator.ClaimAsync(5)).Select(o => o.Json.GetProperty("projectId").GetGuid()).Distinct());
        Assert.Equal([host.Project, other, host.Project, other, host.Project, other], served);
    }

    [Fact]
    public async Task Claim_OfTheNew_MixesFiveKnownFacesInAndThenFew()
    {
        await using var host = await new LabelingHost(engine, ("HandOut:MaximumLive", "1000")).StartAsync(faces: 400, wanted: 1);
        await host.AddFacesAsync(40, 1, Truth);
        await using var annotator = await host.ConnectAsync("mei");
        var traces = new List<string>();
        while (traces.Count < 300 && await annotator.ClaimAsync(5) is { Count: > 0 } offers) traces.AddRange(offers.Select(o => o.TraceCode));
        var gold = (await host.Database.QueryAsync<string>("SELECT trace_code FROM task WHERE is_gold = 1")).ToHashSet();
        Assert.Equal(traces.Count, traces.Distinct().Count());
        // Five within the first draws of a half (a chance in ten thousand that it takes forty), few afterwards: 5 % of 100, 2 % of the rest.
        Assert.True(traces.Take(40).Count(gold.Contains) >= 5);
        Assert.InRange(traces.Skip(40).Count(gold.Contains), 0, 25);
        Assert.Contains(traces.Take(10), t => !gold.Contains(t));
    }

    [Fact]
    public async Task Claim_WithoutOrdinaryFaces_GivesNoMoreKnownOnesThanTheRecordCallsFor()
    {
        await using var host = await new LabelingHost(engine).StartAsync();
        await host.AddFacesAsync(20, 1, Truth);
        await using var annotator = await host.ConnectAsync("mei");
        var claimed = 0;
        for (var claim = 0; claim < 8; claim++) claimed += (await annotator.ClaimAsync(5)).Count;
        Assert.InRange(claimed, 5, 12);
    }

    private static Task<long> LiveAsync(LabelingHost host, LabelingClient annotator) => host.Database.ScalarAsync<long>(LiveSql, new { annotatorId = annotator.AnnotatorId });
}

public sealed class SqliteFairHandOutTests() : FairHandOutTests(DatabaseProvider.Sqlite);

public sealed class SqlServerFairHandOutTests() : FairHandOutTests(DatabaseProvider.SqlServer);
