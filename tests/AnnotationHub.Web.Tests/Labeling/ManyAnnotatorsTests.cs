using System.Collections.Concurrent;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A crowd on real connections: never a face with more leases than it needs, never one person twice on a face.</summary>
public abstract class ManyAnnotatorsTests(DatabaseProvider engine)
{
    private const int Annotators = 50;
    private const int Faces = 200;
    private const int LabelsWanted = 3;

    private const string OverLeasedSql = """
        SELECT COUNT(*) FROM task t
        WHERE t.annotation_count + (SELECT COUNT(*) FROM assignment a WHERE a.task_id = t.id AND a.state = 'live') > t.wanted
           OR t.live_count <> (SELECT COUNT(*) FROM assignment a WHERE a.task_id = t.id AND a.state = 'live')
           OR t.wanted <> t.annotation_count + t.live_count + COALESCE((SELECT SUM(q.remaining) FROM task_queue q WHERE q.task_id = t.id), 0)
        """;

    private const string RepeatedSql =
        "SELECT COUNT(*) FROM (SELECT task_id, annotator_id FROM assignment GROUP BY task_id, annotator_id HAVING COUNT(*) > 1) x";

    [Fact]
    public async Task Claim_FiftyAtOnceFromTwoHundredFaces_HandsEachFaceToExactlyThree()
    {
        await using var host = await new LabelingHost(engine).StartAsync(Faces, LabelsWanted);
        var crowd = await ConnectAsync(host);
        var had = new ConcurrentBag<(string Face, Guid Annotator)>();
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(host, done.Token);
        await Task.WhenAll(crowd.Select(async annotator =>
        {
            while (await annotator.ClaimAsync(5) is { Count: > 0 } offers)
            {
                foreach (var offer in offers) had.Add((offer.TraceCode, annotator.AnnotatorId));
            }
        }));
        await done.CancelAsync();
        Assert.True(await watch > 0);

        Assert.Equal(Faces * LabelsWanted, had.Count);
        Assert.Equal(had.Count, had.Distinct().Count());
        Assert.All(had.GroupBy(h => h.Face), face => Assert.Equal(LabelsWanted, face.Count()));
        Assert.Equal(Faces, had.Select(h => h.Face).Distinct().Count());
        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    [Fact]
    public async Task Claim_WhileLeasesRunOutAndFacesComeBack_HoldsThePromisesAtEveryMoment()
    {
        await using var host = await new LabelingHost(engine).StartAsync(Faces, LabelsWanted);
        var crowd = await ConnectAsync(host);
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(host, done.Token);
        var sweep = SweepAsync(host, done.Token);
        await Task.WhenAll(crowd.Select((annotator, number) => WorkAsync(annotator, new Random(number))));
        await done.CancelAsync();
        Assert.True(await watch > 0);
        Assert.True(await sweep > 0);

        Assert.Equal(0, await host.Database.ScalarAsync<long>(OverLeasedSql, null, CancellationToken.None));
        Assert.Equal(0, await host.Database.ScalarAsync<long>(RepeatedSql, null, CancellationToken.None));
        Assert.True(await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM assignment WHERE state = 'expired'") > 0);
        Assert.Empty(host.Log.Lines);
        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    // Some skip, some fall asleep, some place late, some renew: in any order.
    private static async Task WorkAsync(LabelingClient annotator, Random random)
    {
        for (var round = 0; round < 12; round++)
        {
            foreach (var offer in await annotator.ClaimAsync(random.Next(1, 6)))
            {
                var choice = random.Next(4);
                if (choice == 0) await annotator.SkipAsync(offer.AssignmentId);
                else if (choice == 1) await annotator.RenewAsync(offer.AssignmentId);
                else if (choice == 2) await PlaceLateAsync(annotator, offer);
            }
        }
    }

    private static async Task PlaceLateAsync(LabelingClient annotator, LabelingOffer offer)
    {
        try
        {
            await annotator.PlaceAsync(offer, 1, LabelingClient.One(3, 400, 300));
        }
        catch (Microsoft.AspNetCore.SignalR.HubException refusal)
        {
            Assert.Contains("lease-expired: ", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<int> SweepAsync(LabelingHost host, CancellationToken done)
    {
        var expired = 0;
        while (!done.IsCancellationRequested)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(7));
            expired += (await host.SweepAsync()).Count;
            await Task.Delay(20, CancellationToken.None);
        }

        return expired;
    }

    private static async Task<int> WatchAsync(LabelingHost host, CancellationToken done)
    {
        var looks = 0;
        while (!done.IsCancellationRequested)
        {
            Assert.Equal(0, await host.Database.ScalarAsync<long>(OverLeasedSql, null, CancellationToken.None));
            looks++;
            await Task.Delay(10, CancellationToken.None);
        }

        Assert.Equal(0, await host.Database.ScalarAsync<long>(OverLeasedSql, null, CancellationToken.None));
        Assert.Equal(0, await host.Database.ScalarAsync<long>(RepeatedSql, null, CancellationToken.None));
        return looks;
    }

    private static async Task<IReadOnlyList<LabelingClient>> ConnectAsync(LabelingHost host)
    {
        var crowd = new List<LabelingClient>();
        for (var i = 0; i < Annotators; i++) crowd.Add(await host.ConnectAsync($"annotator-{i}"));
        return crowd;
    }
}

public sealed class SqliteManyAnnotatorsTests() : ManyAnnotatorsTests(DatabaseProvider.Sqlite);

public sealed class SqlServerManyAnnotatorsTests() : ManyAnnotatorsTests(DatabaseProvider.SqlServer);
