using System.Globalization;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>The time that wages are measured by: no minute counts twice, whichever of the leased faces it was spent on, and a pause counts for none.</summary>
public abstract class WorkTimeTests(DatabaseProvider engine)
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Time_OfFacesWorkedOnByTurns_IsThatOfTheClock(int journalFrom)
    {
        await using var host = await new LabelingHost(engine, ("Labeling:JournalFrom", journalFrom.ToString(CultureInfo.InvariantCulture))).StartAsync(faces: 3);
        await using var mei = await host.ConnectAsync("mei");
        var offers = await mei.ClaimAsync(3);
        var sequences = new long[3];
        async Task PlaceAsync(int face, double afterSeconds)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(afterSeconds));
            await mei.PlaceAsync(offers[face], ++sequences[face], LabelingClient.One(0, 400, 300));
        }

        await PlaceAsync(0, 30);
        await PlaceAsync(1, 20);
        await PlaceAsync(0, 10);
        // Nothing of what the memory held: as after the server was killed.
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Database.WriteAsync<bool>(_ => throw new InvalidOperationException("taken back")));
        await PlaceAsync(2, 7);
        await PlaceAsync(0, 180);
        await PlaceAsync(1, 120);
        await PlaceAsync(0, 1);

        await mei.PlaceAsync(offers[0], ++sequences[0], LabelingClient.Batch(LabelingHost.Shape(0)));
        await mei.SubmitAsync(offers[0], sequences[0] + 67);
        // The next one's time begins where the last one's ended.
        await PlaceAsync(1, 4);
        await mei.PlaceAsync(offers[1], ++sequences[1], LabelingClient.Batch(LabelingHost.Shape(0)));
        await mei.SubmitAsync(offers[1], sequences[1] + 67);

        Assert.Equal(41_000, await ActiveMsAsync(host, offers[0]));
        Assert.Equal(20_000 + 120_000 + 4_000, await ActiveMsAsync(host, offers[1]));
        Assert.Equal(41_000 + 144_000, await host.Database.ScalarAsync<long>("SELECT SUM(active_ms) FROM work_day WHERE annotator_id = @id", new { id = mei.AnnotatorId }));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT SUM(faces) FROM work_day WHERE annotator_id = @id", new { id = mei.AnnotatorId }));
    }

    private static Task<long> ActiveMsAsync(LabelingHost host, LabelingOffer offer) =>
        host.Database.ScalarAsync<long>("SELECT active_ms FROM annotation WHERE assignment_id = @id", new { id = Guid.Parse(offer.AssignmentId) })!;
}

public sealed class SqliteWorkTimeTests() : WorkTimeTests(DatabaseProvider.Sqlite);

public sealed class SqlServerWorkTimeTests() : WorkTimeTests(DatabaseProvider.SqlServer);
