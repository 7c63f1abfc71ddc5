using AnnotationHub.Domain.Landmarks;
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
    public async Task Submit_WhomTheWrongFaceHadFailed_HasNoAlarmAndNoFlagLeftThatRestsOnIt()
    {
        await using var host = await HostAsync();
        await host.AddFacesAsync(1, 1, Wrong(35));
        var world = new LabelWorld(host);
        var failed = Guid.Empty;
        for (var k = 0; k < 3; k++)
        {
            await using var annotator = await host.ConnectAsync($"annotator-{k}");
            await LabelOrdinaryFacesAsync(world, annotator, k);
            await world.LabelAsync(annotator, LabelWorld.Noisy(new Random(k), 1));
            if (k > 0) continue;
            failed = annotator.AnnotatorId;
            await host.Database.WriteAsync(async s =>
            {
                await s.ExecuteAsync("UPDATE annotator_skill SET drift_since = 1, drift_signals = 'GrossErrors' WHERE annotator_id = @failed", new { failed });
                foreach (var (kind, alsoElsewhere) in new[] { ("spam", false), ("pace", true) })
                {
                    var id = Guid.CreateVersion7();
                    await s.ExecuteAsync(
                        "INSERT INTO quality_flag (id, annotator_id, scheme_key, kind, subject, severity, measured, limit_value, labels, state, raised_at, seen_at) VALUES (@id, @failed, 'ibug-68', @kind, '', 'warn', 1, 1, 1, 'open', 1, 1)",
                        new { id, failed, kind });
                    await s.ExecuteAsync($"INSERT INTO quality_flag_face (flag_id, task_id, measured) SELECT @id, id, 1 FROM task WHERE is_gold = 1{(alsoElsewhere ? " OR is_gold = 0" : "")}", new { id });
                }
            });
        }

        Assert.Equal(1, await CountAsync(host, "gold_retirement"));
        Assert.Null(await host.Database.ScalarAsync<long?>("SELECT drift_since FROM annotator_skill WHERE annotator_id = @failed", new { failed }));
        var left = await world.FlagsAsync(failed);
        Assert.Contains("pace", left);
        Assert.DoesNotContain("spam", left);
    }

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
