using System.Text.Json;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Two annotators contradict each other on a few landmarks: the next is asked for those alone, and paid in proportion.</summary>
public abstract class DisputedLandmarkTests(DatabaseProvider engine) : IAsyncLifetime
{
    private const string StateSql = "SELECT state FROM task";
    private const string PriceSql = "SELECT price_e4 FROM assignment ORDER BY claimed_at DESC, id DESC";

    // The lower lip's middle and what lies around it.
    private static readonly int[] Contradicted = [56, 57, 58, 65, 66, 67];

    private LabelingHost host = null!;

    public async ValueTask InitializeAsync() => host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 1);

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Submit_TwoContradictOnAFewLandmarks_AThirdIsAskedForThoseInProportion()
    {
        await ContradictAsync();
        await using var third = await host.ConnectAsync("hua");
        var offer = await third.ClaimOneAsync();
        int[] asked = [.. Asked(offer)!];
        Assert.All(Contradicted, l => Assert.Contains(l, asked));
        Assert.InRange(asked.Length, Contradicted.Length, LabelingHost.Scheme.Count / 3);
        var price = PartialPrice.Of(LabelingHost.PriceE4, asked.Length, LabelingHost.Scheme.Count);
        Assert.Equal(new Money(price, "CNY").Amount, offer.Json.GetProperty("price").GetProperty("amount").GetString());
        Assert.Equal(price, await host.Database.ScalarAsync<long>(PriceSql));

        // Opened again, it still asks for the same.
        offer = Assert.Single(await third.ResumeAsync());
        Assert.Equal(asked, Asked(offer)!);
        await third.PlaceAsync(offer, 1, Batch(asked[..^1]));
        var missing = await third.SubmitAsync(offer, asked.Length - 1);
        Assert.Equal("needsAttention", missing.GetProperty("status").GetString());
        Assert.Equal([asked[^1]], missing.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("landmark").GetInt32()));

        // What nobody asked for is kept in the draft, and is no part of the annotation.
        var unasked = Enumerable.Range(0, LabelingHost.Scheme.Count).First(l => !asked.Contains(l));
        await third.PlaceAsync(offer, asked.Length, Batch([asked[^1], unasked]));
        var outcome = await third.SubmitAsync(offer, asked.Length + 1);
        Assert.Equal("accepted", outcome.GetProperty("status").GetString());
        Assert.Equal(new Money(price, "CNY").Amount, outcome.GetProperty("earning").GetProperty("amount").GetString());
        Assert.Equal("accepted", await host.Database.ScalarAsync<string>(StateSql));
        var packed = await host.Database.ScalarAsync<byte[]>("SELECT landmarks FROM annotation ORDER BY id DESC");
        Assert.Equal(asked, PackedLandmarks.Unpack(packed).Select((l, i) => (l, i)).Where(l => l.l.IsPresent).Select(l => l.i));
        Assert.Equal((2 * LabelingHost.PriceE4) + price, -await host.Database.ScalarAsync<long>(CostSql));
        await AssertProvedAsync();
    }

    private const string CostSql =
        "SELECT SUM(b.amount_e4) FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.kind = 'projectCost'";

    [Fact]
    public async Task Skip_OfDisputedLandmarks_OffersTheSameToTheNextAndGivesTheMoneyBack()
    {
        await ContradictAsync();
        await using var third = await host.ConnectAsync("hua");
        await using var fourth = await host.ConnectAsync("xin");
        var offer = await third.ClaimOneAsync();
        await third.SkipAsync(offer.AssignmentId);
        await AssertProvedAsync();
        Assert.Empty(await third.ClaimAsync());
        Assert.Equal(Asked(offer)!, Asked(await fourth.ClaimOneAsync())!);

        // A lease that runs out does the same.
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.SweepAsync();
        await using var fifth = await host.ConnectAsync("jing");
        Assert.Equal(Asked(offer)!, Asked(await fifth.ClaimOneAsync())!);
        await AssertProvedAsync();
    }

    [Fact]
    public async Task Place_LateOnDisputedLandmarksWhenTheWholeFaceIsWanted_IsKeptForTheSupervisor()
    {
        await ContradictAsync();
        await using var third = await host.ConnectAsync("hua");
        var offer = await third.ClaimOneAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.SweepAsync();
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE task_queue SET landmarks = NULL"));
        await LabelingClient.RefusalAsync("lease-expired", third.PlaceAsync(offer, 1, Batch(Contradicted)));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM review_queue WHERE kind = 'late'"));
    }

    [Fact]
    public async Task Submit_StillContradictedAtTheMaximum_GoesToASupervisor()
    {
        await ContradictAsync();
        // Less than two such exact hands come to on the rest of the face.
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = 0.7 * target_error_percent"));
        // With the two first the corners of a square, and one far from all: none of them has the others about it.
        foreach (var (off, k) in ((ImagePoint, int)[])[(new(-30, 38), 3), (new(8, 68), 4), (new(100, -60), 5)])
        {
            await using var next = await host.ConnectAsync($"annotator-{k}");
            var offer = await next.ClaimOneAsync();
            int[] asked = [.. Asked(offer) ?? [.. Enumerable.Range(0, LabelingHost.Scheme.Count)]];
            await next.PlaceAsync(offer, 1, Batch(asked, off));
            await SubmitAsync(next, offer, asked.Length);
        }

        Assert.Equal("inReview", await host.Database.ScalarAsync<string>(StateSql));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM task_queue"));
        await AssertProvedAsync();
    }

    [Fact]
    public async Task Face_ThatEverybodyHasHad_GoesToASupervisorAfterADayAndNotBefore()
    {
        // Nobody works here but these two.
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE certification SET revoked_at = 1"));
        await ContradictAsync();
        var sweep = host.Services.GetRequiredService<AnnotationHub.Web.Quality.StrandedFaces>();
        Task<int> SweepAsync() => sweep.RunAsync(host.Clock.GetUtcNow(), CancellationToken.None);
        host.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await SweepAsync());
        host.Clock.Advance(TimeSpan.FromHours(2));
        // Somebody new is waited for.
        await (await host.ConnectAsync("hua")).DisposeAsync();
        Assert.Equal(0, await SweepAsync());
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE certification SET revoked_at = 1 WHERE user_id = (SELECT id FROM app_user WHERE user_name = 'hua')"));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        Assert.Equal("inReview", await host.Database.ScalarAsync<string>(StateSql));
        Assert.Equal((1, 0), (await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM review_queue"), await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM task_queue")));
        await AssertProvedAsync();
    }

    [Fact]
    public async Task History_OfAFaceWithAPartialAnnotation_SaysWhatWasAskedAndPaid()
    {
        await ContradictAsync();
        await using var third = await host.ConnectAsync("hua");
        var offer = await third.ClaimOneAsync();
        int[] asked = [.. Asked(offer)!];
        await third.PlaceAsync(offer, 1, Batch(asked));
        await SubmitAsync(third, offer, asked.Length);
        var history = await host.Services.GetRequiredService<FaceHistoryStore>().ReadAsync(
            await host.Database.ScalarAsync<Guid>("SELECT id FROM task"));
        Assert.Equal([null, null, asked], history.Annotations.Select(a => a.Asked?.ToArray()));
        Assert.Equal(asked.Length, history.Annotations[2].Landmarks.Count(l => l.Visibility != Visibility.Absent));
        Assert.Equal([null, null, asked], history.Assignments.Select(a => a.Landmarks?.ToArray()));
        Assert.Equal(["0.80", "0.80", offer.Json.GetProperty("price").GetProperty("amount").GetString()], history.Assignments.Select(a => a.Price.Amount));
        Assert.Contains(history.Events, e => e.Kind == "disputeAsked" && e.Detail == $"3: {string.Join(' ', asked)}");
    }

    private async Task ContradictAsync()
    {
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        var (mine, theirs) = (await first.ClaimOneAsync(), await second.ClaimOneAsync());
        await first.PlaceAllAsync(mine);
        await SubmitAsync(first, mine, 68);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ImagePoint[] shape = [.. LabelingHost.Shape(0.5).Select((p, l) => Contradicted.Contains(l) ? new ImagePoint(p.X + 38, p.Y + 30) : p)];
        await AskForLessThanThatAsync(shape);
        await second.PlaceAsync(theirs, 1, LabelingClient.Batch(shape));
        await SubmitAsync(second, theirs, 68);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("inProgress", await host.Database.ScalarAsync<string>(StateSql));
    }

    // A project whose target the two together just miss.
    private Task<int> AskForLessThanThatAsync(IReadOnlyList<ImagePoint> other)
    {
        PlacedLandmark[][] labels = [.. new[] { LabelingHost.Shape(), other }.Select(shape => shape.Select(p => PlacedLandmark.At(p.X, p.Y)).ToArray())];
        var consensus = ConsensusEstimator.Estimate(LabelingHost.Scheme, [.. labels.Select(l => new FaceLabel(l, AnnotatorParameters.Unknown))], LabelingHost.Box);
        return host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = @target", new { target = 0.9 * consensus.PredictedPercent }));
    }

    private static async Task SubmitAsync(LabelingClient annotator, LabelingOffer offer, long sequence)
    {
        var asked = await annotator.SubmitAsync(offer, sequence);
        string[] findings = [.. asked.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
        if (findings.Length > 0) asked = await annotator.SubmitAsync(offer, sequence, findings);
        Assert.NotEqual("needsAttention", asked.GetProperty("status").GetString());
    }

    private static string Batch(IReadOnlyList<int> landmarks, ImagePoint off = default)
    {
        var shape = LabelingHost.Shape(0.2);
        return $"[{string.Join(',', landmarks.Select(l => LabelingClient.Placement(l, shape[l].X + off.X, shape[l].Y + off.Y)))}]";
    }

    private static IEnumerable<int>? Asked(LabelingOffer offer) =>
        offer.Json.GetProperty("landmarks") is { ValueKind: JsonValueKind.Array } landmarks ? landmarks.EnumerateArray().Select(l => l.GetInt32()) : null;

    private async Task AssertProvedAsync()
    {
        foreach (var proof in host.Services.GetServices<IVerification>().Where(v => v.Subject != "images"))
            Assert.Equal([], await proof.FindDifferencesAsync(CancellationToken.None));
    }
}

public sealed class SqliteDisputedLandmarkTests() : DisputedLandmarkTests(DatabaseProvider.Sqlite);

public sealed class SqlServerDisputedLandmarkTests() : DisputedLandmarkTests(DatabaseProvider.SqlServer);
