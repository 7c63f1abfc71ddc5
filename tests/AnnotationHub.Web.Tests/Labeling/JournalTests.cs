using System.Buffers;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Labeling.Drafts;
using CsCheck;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A crowd's placements are durable in the journal before their drafts are saved, and nobody who reads can tell.</summary>
public sealed class JournalTests
{
    private const int Annotators = 20;
    private const string RowsSql = "SELECT COUNT(*) FROM draft_journal";
    private const string StaleSql = "SELECT COUNT(*) FROM assignment a LEFT JOIN draft d ON d.assignment_id = a.id WHERE COALESCE(d.durable_sequence, 0) < @placed";
    private const string DamageSql = "INSERT INTO draft (assignment_id, durable_sequence, placements, updated_at) VALUES (@id, 0, x'09', 0)";
    private static readonly (string, string)[] AlwaysACrowd = [("Labeling:JournalFrom", "1")];

    private static readonly Gen<PlacementInput> Placement = Gen.Select(
        Gen.Int[0, 500], Gen.Double[-1e6, 1e6], Gen.Double[-1e6, 1e6], Gen.Int[0, 3], Gen.Int[0, int.MaxValue],
        (landmark, x, y, visibility, elapsedMs) => new PlacementInput(landmark, x, y, (Visibility)visibility, elapsedMs));

    private static readonly Gen<PlacementBatch> Batch = Gen.Select(
        Gen.Guid, Gen.Long[1, long.MaxValue], Placement.Array[0, 40], Gen.Long[0, 4_000_000_000_000_000],
        (id, first, placements, now) => new PlacementBatch(Guid.Empty, id, 0, first, placements, Instant.FromMicroseconds(now)));

    [Fact]
    public void Entries_OfAnyBatches_ComeBackAsTheyWere() => Batch.Array[0, 12].Sample(batches =>
    {
        var row = new ArrayBufferWriter<byte>();
        JournalEntries.Begin(row);
        foreach (var batch in batches) JournalEntries.Add(row, batch);
        var read = JournalEntries.Read(row.WrittenSpan.ToArray()).ToList();
        Assert.Equal(batches.Select(Said), read.Select(Said));
        if (row.WrittenCount > 1) Assert.Throws<InvalidDataException>(() => JournalEntries.Read(row.WrittenSpan[..^1].ToArray()).ToList());
    });

    [Fact]
    public async Task Resume_WhatOnlyTheJournalHolds_IsAllThere()
    {
        await using var host = await new LabelingHost(AlwaysACrowd).StartAsync(faces: Annotators, wanted: 1);
        var (crowd, offers) = await PlaceAsync(host, each: 3);
        Assert.True(await host.Database.ScalarAsync<long>(RowsSql) > 0, "Nothing is in the journal.");
        Assert.True(await host.Database.ScalarAsync<long>(StaleSql, new { placed = 3 }) > 0, "Every draft is saved: nothing is proved.");
        for (var i = 0; i < Annotators; i++) Assert.Equal(Marks(3, i), Marks(Assert.Single(await crowd[i].ResumeAsync())));
        Assert.Equal(0, await host.Database.ScalarAsync<long>(StaleSql, new { placed = 3 }));
        foreach (var annotator in crowd) await annotator.DisposeAsync();
        Assert.Equal(Annotators, offers.Select(o => o.TraceCode).Distinct().Count());
    }

    [Fact]
    public async Task Memory_EmptiedByAnotherProcess_IsFilledFromTheJournalAndWorkGoesOn()
    {
        await using var host = await new LabelingHost(AlwaysACrowd).StartAsync(faces: Annotators, wanted: 1);
        var (crowd, offers) = await PlaceAsync(host, each: 2);
        await using (var other = Database.Create(new DatabaseOptions { ConnectionString = ((SqliteDialect)host.Database.Dialect).DataSource }, "/"))
            await other.WriteAsync(session => session.ExecuteAsync("UPDATE project SET name = 'another' WHERE id = @id", new { id = host.Project }));
        for (var i = 0; i < Annotators; i++)
        {
            Assert.Equal(2, await crowd[i].PlaceAsync(offers[i], 5, One(9, 1, 1)));
            Assert.Equal(3, await crowd[i].PlaceAsync(offers[i], 3, One(2, 300 + 2, 250 + i)));
            Assert.Equal(Marks(3, i), Marks(Assert.Single(await crowd[i].ResumeAsync())));
            await crowd[i].DisposeAsync();
        }
    }

    [Fact]
    public async Task Journal_AfterTheCrowdHasGone_IsSavedAndEmptied()
    {
        await using var host = await new LabelingHost(("Labeling:JournalFrom", "2")).StartAsync(faces: Annotators, wanted: 1);
        var (crowd, offers) = await PlaceAsync(host, each: 4);
        // One at a time: no crowd.
        for (var sequence = 5; sequence < 30; sequence++) await crowd[0].PlaceAsync(offers[0], sequence, One(3, sequence, 250));
        Assert.Equal(0, await host.Database.ScalarAsync<long>(RowsSql));
        Assert.Equal(0, await host.Database.ScalarAsync<long>(StaleSql, new { placed = 4 }));
        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    [Fact]
    public async Task Submit_WhatOnlyTheJournalHolds_IsTheWholeAnnotation()
    {
        await using var host = await new LabelingHost(AlwaysACrowd).StartAsync(faces: 1, wanted: 2);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        foreach (var (annotator, status) in (IReadOnlyList<(LabelingClient, string)>)[(first, "pending"), (second, "accepted")])
        {
            var offer = await annotator.ClaimOneAsync();
            await annotator.PlaceAllAsync(offer);
            Assert.Equal(1, await host.Database.ScalarAsync<long>(StaleSql, new { placed = 68 }));
            Assert.Equal(status, (await annotator.SubmitAsync(offer, 68)).GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1000")]
    public async Task DamagedDraft_OfOne_LosesNothingOfThoseWhoShareTheCommit(string journalFrom)
    {
        await using var host = await new LabelingHost(("Labeling:JournalFrom", journalFrom)).StartAsync(faces: Annotators, wanted: 1);
        var (crowd, offers) = await PlaceAsync(host, each: 0);
        await host.Database.WriteAsync(session => session.ExecuteAsync(DamageSql, new { id = Guid.Parse(offers[1].AssignmentId) }));
        var isHeld = new TaskCompletionSource();
        var holding = host.Database.WriteAsync(async _ => { await isHeld.Task; return 0; });
        var placing = Enumerable.Range(0, Annotators).Select(i => crowd[i].PlaceAsync(offers[i], 1, One(0, 300, 250 + i))).ToList();
        await Task.Delay(500);
        isHeld.SetResult();
        await holding;
        Assert.NotEmpty(await RefusalAsync("unavailable", placing[1]));
        for (var i = 0; i < Annotators; i++)
        {
            if (i == 1) continue;
            Assert.Equal(1, await placing[i]);
            Assert.Equal(Marks(1, i), Marks(Assert.Single(await crowd[i].ResumeAsync())));
        }

        foreach (var annotator in crowd) await annotator.DisposeAsync();
    }

    /// <summary>So many landmarks of each annotator, all annotators at once.</summary>
    private static async Task<(LabelingClient[] Crowd, LabelingOffer[] Offers)> PlaceAsync(LabelingHost host, int each)
    {
        var crowd = new LabelingClient[Annotators];
        var offers = new LabelingOffer[Annotators];
        for (var i = 0; i < Annotators; i++) offers[i] = await (crowd[i] = await host.ConnectAsync($"annotator{i}x")).ClaimOneAsync();
        for (var landmark = 0; landmark < each; landmark++)
            await Task.WhenAll(Enumerable.Range(0, Annotators).Select(i => crowd[i].PlaceAsync(offers[i], landmark + 1, One(landmark, 300 + landmark, 250 + i))));
        return (crowd, offers);
    }

    private static IEnumerable<(int, double, double)> Marks(int landmarks, int annotator) => Enumerable.Range(0, landmarks).Select(l => (l, 300.0 + l, 250.0 + annotator));

    private static IEnumerable<(int, double, double)> Marks(LabelingOffer offer) =>
        offer.Placements.Select(p => (p.GetProperty("landmark").GetInt32(), p.GetProperty("x").GetDouble(), p.GetProperty("y").GetDouble())).Order();

    private static string Said(PlacementBatch batch) => $"{batch.AssignmentId} {batch.FirstSequence} {batch.Now:O} {string.Join('|', batch.Placements.ToArray())}";
}
