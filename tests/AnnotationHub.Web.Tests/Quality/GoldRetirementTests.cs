using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>A known face that is wrong itself: several good annotators say so together, and nobody is the worse for it.</summary>
public sealed class GoldRetirementTests
{
    private const int OrdinaryFaces = 3;

    private static readonly int[] Lips = [.. Enumerable.Range(48, 20)];

    // The truth has the whole mouth too low.
    private static PlacedLandmark[] Wrong(double offPx) =>
        [.. LabelingHost.Shape().Select((p, l) => PlacedLandmark.At(p.X, p.Y + (Lips.Contains(l) ? offPx : 0)))];

    [Fact]
    public async Task Submit_ThreeGoodAnnotatorsContradictAKnownFace_RetiresItAndMakesThemGood()
    {
        await using var host = await HostAsync();
        await host.AddFacesAsync(1, 1, Wrong(35));
        var world = new LabelWorld(host);
        for (var k = 0; k < 3; k++)
        {
            await using var annotator = await host.ConnectAsync($"annotator-{k}");
            await LabelOrdinaryFacesAsync(world, annotator, k);
            var outcome = await world.LabelAsync(annotator, LabelWorld.Noisy(new Random(k), 1));
            // Nobody has been told anything yet: a known face is decided no sooner than an ordinary one.
            Assert.Equal(k < 2 ? "pending" : "accepted", outcome!.Value.GetProperty("status").GetString());
        }

        Assert.Equal((0L, 0L, 1L), (await CountAsync(host, "task WHERE is_gold = 1"), await CountAsync(host, "gold_truth"), await CountAsync(host, "gold_retirement")));
        Assert.Equal(3 * (OrdinaryFaces + 1), await CountAsync(host, "annotation WHERE state = 'accepted'"));
        Assert.Equal(0, await CountAsync(host, "label_evidence WHERE is_gold = 1"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT SUM(gold_faces + gold_passed) FROM annotator_skill"));
        Assert.Equal(3 * (OrdinaryFaces + 1) * LabelingHost.PriceE4, await host.Database.ScalarAsync<long>(
            "SELECT SUM(b.amount_e4) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'payable'"));
        Assert.Equal("inReview", await host.Database.ScalarAsync<string>("SELECT t.state FROM task t JOIN gold_retirement r ON r.task_id = t.id"));
        await world.AssertProvedAsync();
    }

    [Fact]
    public async Task Retirement_OfAFaceThatMadeADrift_RestartsTheChartsAndClosesWhatRestedOnIt()
    {
        await using var host = await HostAsync();
        await host.AddFacesAsync(1, 1, Wrong(35));
        var world = new LabelWorld(host);
        var crowd = new List<LabelingClient>();
        for (var k = 0; k < 3; k++)
        {
            crowd.Add(await host.ConnectAsync($"annotator-{k}"));
            await LabelOrdinaryFacesAsync(world, crowd[k], k);
            if (k == 2)
            {
                // The second had drifted before meeting the wrong face.
                await DriftAsync(host, crowd[0].AnnotatorId, host.Clock.GetUtcNow());
                await DriftAsync(host, crowd[1].AnnotatorId, host.Clock.GetUtcNow() - TimeSpan.FromDays(1));
            }

            await world.LabelAsync(crowd[k], LabelWorld.Noisy(new Random(k), 1));
        }

        Assert.Equal(1, await CountAsync(host, "gold_retirement"));
        Assert.Equal([crowd[1].AnnotatorId], await host.Database.QueryAsync<Guid>("SELECT annotator_id FROM annotator_skill WHERE drift_since IS NOT NULL"));
        Assert.Equal(1, await CountAsync(host, "annotator_skill WHERE drift_charts IS NOT NULL"));
        var flags = await host.Database.QueryAsync<string>(
            "SELECT kind || ' ' || state FROM quality_flag WHERE annotator_id = @annotator AND kind IN ('drift', 'noisy') ORDER BY kind", new { annotator = crowd[0].AnnotatorId });
        Assert.Equal(["drift dismissed", "noisy open"], flags);
        Assert.Equal(0, await CountAsync(host, "quality_flag_face e JOIN quality_flag f ON f.id = e.flag_id JOIN gold_retirement r ON r.task_id = e.task_id WHERE f.state = 'open' AND f.kind = 'noisy'"));
        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    // As the charts leave it: out of the limits, a flag that shows on the known face alone and one on an ordinary face too.
    private static Task DriftAsync(LabelingHost host, Guid annotatorId, DateTimeOffset since) => host.Database.WriteAsync(async session =>
    {
        var now = host.Clock.GetUtcNow();
        await session.ExecuteAsync("UPDATE annotator_skill SET drift_since = @since, drift_signals = 'Noise' WHERE annotator_id = @annotatorId", new { annotatorId, since });
        var known = (await session.QueryAsync<Guid>("SELECT id FROM task WHERE is_gold = 1"))[0];
        var ordinary = (await session.QueryAsync<Guid>("SELECT id FROM task WHERE is_gold = 0"))[0];
        await RaiseAsync(FlagKind.Drift, known);
        await RaiseAsync(FlagKind.Noisy, known);
        await RaiseAsync(FlagKind.Noisy, ordinary);

        Task RaiseAsync(FlagKind kind, Guid task) => FlagRows.RaiseAsync(
            session, new RaisedFlag(annotatorId, LabelingHost.Scheme.Key, kind, "test", FlagUrgency.Coach, 9, 6, 4), task, quietLabels: 0, now);
    });

    [Fact]
    public async Task Submit_ThreeWhoContradictEachOther_LeaveTheFaceKnown()
    {
        await using var host = await HostAsync();
        await host.AddFacesAsync(1, 1, Wrong(0));
        var world = new LabelWorld(host);
        for (var k = 0; k < 4; k++)
        {
            await using var annotator = await host.ConnectAsync($"annotator-{k}");
            if (k < 3) await LabelOrdinaryFacesAsync(world, annotator, k);
            var shape = LabelWorld.Noisy(new Random(k), 1).Select((p, l) => Lips.Contains(l) ? new ImagePoint(p.X + (40 * (k - 1.5)), p.Y + (30 * (k % 2))) : p).ToList();
            // The third settled the ordinary faces with the submission, and so learns of this one at once too.
            Assert.Equal(k == 2 ? "accepted" : "pending", (await world.LabelAsync(annotator, shape))!.Value.GetProperty("status").GetString());
        }

        Assert.Equal((1L, 0L), (await CountAsync(host, "task WHERE is_gold = 1"), await CountAsync(host, "gold_retirement")));
        Assert.Equal(4, await host.Database.ScalarAsync<long>("SELECT SUM(gold_faces) FROM annotator_skill"));
        await world.AssertProvedAsync();
    }

    // A few ordinary faces are enough here to call an annotator good; known ones come when there is nothing else.
    private static async Task<LabelingHost> HostAsync()
    {
        var host = await new LabelingHost(("Flags:LeastLabels", "2"), ("Gold:AdmissionShare", "0")).StartAsync(faces: OrdinaryFaces, wanted: 3);
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET redundancy_minimum = 3"));
        return host;
    }

    private static async Task LabelOrdinaryFacesAsync(LabelWorld world, LabelingClient annotator, int number)
    {
        for (var face = 0; face < OrdinaryFaces; face++) Assert.NotNull(await world.LabelAsync(annotator, LabelWorld.Noisy(new Random((number * 100) + face), 1)));
    }

    private static Task<long> CountAsync(LabelingHost host, string what) => host.Database.ScalarAsync<long>($"SELECT COUNT(*) FROM {what}");
}
