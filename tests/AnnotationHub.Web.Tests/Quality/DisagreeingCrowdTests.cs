using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>People who contradict each other, all at once: partial labels, skips and leases that run out keep every promise.</summary>
public abstract class DisagreeingCrowdTests(DatabaseProvider engine)
{
    private const int Annotators = 9;
    private const int Faces = 10;

    private const string OverLeasedSql = """
        SELECT COUNT(*) FROM task t
        WHERE (t.state = 'waiting' OR t.state = 'inProgress')
          AND t.wanted <> t.annotation_count + t.live_count + COALESCE((SELECT SUM(q.remaining) FROM task_queue q WHERE q.task_id = t.id), 0)
           OR t.live_count <> (SELECT COUNT(*) FROM assignment a WHERE a.task_id = t.id AND a.state = 'live')
           OR t.annotation_count > 5
        """;

    private const string NotAskedSql = """
        SELECT n.landmarks, d.landmarks AS asked FROM annotation n JOIN partial_assignment d ON d.assignment_id = n.assignment_id
        """;

    [Fact]
    public async Task Submit_ByManyWhoDisagree_KeepsEveryPromiseAndPaysEveryPart()
    {
        await using var host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(Faces, wanted: 2);
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = 1.6"));
        var world = new LabelWorld(host);
        var crowd = new List<LabelingClient>();
        for (var a = 0; a < Annotators; a++) crowd.Add(await host.ConnectAsync($"annotator-{a}"));
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(host, done.Token);
        await Task.WhenAll(crowd.Select((annotator, number) => WorkAsync(host, annotator, new Random(number))));
        await done.CancelAsync();
        Assert.True(await watch > 0);

        var partial = await host.Database.QueryAsync<PartRow>(NotAskedSql, null, CancellationToken.None);
        Assert.NotEmpty(partial);
        foreach (var row in partial)
        {
            var present = PackedLandmarks.Unpack(row.Landmarks).Select((l, i) => (l, i)).Where(l => l.l.IsPresent).Select(l => l.i);
            Assert.Equal(AskedLandmarks.Unpack(row.Asked), present);
        }

        Assert.Equal(0, await host.Database.ScalarAsync<long>(
            "SELECT COUNT(*) FROM (SELECT task_id, annotator_id FROM annotation GROUP BY task_id, annotator_id HAVING COUNT(*) > 1) x", null, CancellationToken.None));
        await world.AssertProvedAsync();
        Assert.Empty(host.Log.Lines);
        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    private static async Task WorkAsync(LabelingHost host, LabelingClient annotator, Random random)
    {
        for (var round = 0; round < Faces; round++)
        {
            foreach (var offer in await annotator.ClaimAsync(random.Next(1, 3)))
            {
                if (random.Next(8) == 0) await annotator.SkipAsync(offer.AssignmentId);
                else await SubmitAsync(annotator, offer, Disagreeing(random));
            }

            if (random.Next(6) == 0)
            {
                host.Clock.Advance(TimeSpan.FromMinutes(5));
                await host.SweepAsync();
            }
        }
    }

    // The clock may have passed the end of the lease meanwhile.
    private static async Task SubmitAsync(LabelingClient annotator, LabelingOffer offer, List<ImagePoint> shape)
    {
        try
        {
            await LabelWorld.SubmitAsync(annotator, offer, shape);
        }
        catch (Microsoft.AspNetCore.SignalR.HubException refusal)
        {
            Assert.Contains("lease-expired: ", refusal.Message, StringComparison.Ordinal);
        }
    }

    // Everyone has an own mind about one stretch of the face.
    private static List<ImagePoint> Disagreeing(Random random)
    {
        var (from, off) = (random.Next(17, 60), new ImagePoint(random.Next(-25, 25), random.Next(-25, 25)));
        return [.. LabelWorld.Noisy(random, 1.2).Select((p, l) => l >= from && l < from + 6 ? p + off : p)];
    }

    private static async Task<int> WatchAsync(LabelingHost host, CancellationToken done)
    {
        var looks = 0;
        while (!done.IsCancellationRequested)
        {
            Assert.Equal(0, await host.Database.ScalarAsync<long>(OverLeasedSql, null, CancellationToken.None));
            looks++;
            await Task.Delay(20, CancellationToken.None);
        }

        return looks;
    }

    private sealed class PartRow
    {
        public byte[] Landmarks { get; init; } = [];

        public byte[] Asked { get; init; } = [];
    }
}

public sealed class SqliteDisagreeingCrowdTests() : DisagreeingCrowdTests(DatabaseProvider.Sqlite);

public sealed class SqlServerDisagreeingCrowdTests() : DisagreeingCrowdTests(DatabaseProvider.SqlServer);
