using System.Globalization;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Placements over a real connection: what is taken, and that what is refused leaves every row as it was.</summary>
public abstract class PlaceTests(PlaceTests.Room room) : IAsyncLifetime
{
    private const string DurableSql = "SELECT durable_sequence FROM draft WHERE assignment_id = @id";
    private static int annotators;

    private LabelingHost Host => room.Host;

    public async ValueTask InitializeAsync() => await room.OpenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"landmark":3,"x":"NaN","y":10,"visibility":"visible"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":3,"x":null,"y":10,"visibility":"visible"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":3,"y":10,"visibility":"visible"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":3,"x":1e999,"y":10,"visibility":"visible"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":3,"x":10,"y":-1e999,"visibility":"occluded"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":3,"x":"Infinity","y":10,"visibility":"visible"}""", "BadPlacement.NotFinite")]
    [InlineData("""{"landmark":68,"x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"landmark":-1,"x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"landmark":1.5,"x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"landmark":"3","x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"landmark":99999999999,"x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"x":10,"y":10,"visibility":"visible"}""", "BadPlacement.Landmark")]
    [InlineData("""{"landmark":3,"x":10,"y":10,"visibility":"hidden"}""", "BadPlacement.Visibility")]
    [InlineData("""{"landmark":3,"x":10,"y":10}""", "BadPlacement.Visibility")]
    [InlineData("""{"landmark":3,"x":1800.5,"y":10,"visibility":"visible"}""", "BadPlacement.FarAway")]
    [InlineData("""{"landmark":3,"x":10,"y":-700.5,"visibility":"visible"}""", "BadPlacement.FarAway")]
    [InlineData("null", "BadPlacement.Landmark")]
    [InlineData("17", "BadPlacement.Landmark")]
    public async Task Place_OneBadPlacementInABatch_TakesNothingAndSaysWhyInBothLanguages(string bad, string key)
    {
        await using var english = await ConnectAsync();
        var offer = await english.ClaimOneAsync();
        Assert.Equal(2, await english.PlaceAsync(offer, 1, $"[{Placement(0, 400, 300)},{Placement(1, 401, 301)}]"));
        var before = DatabaseImage.Of(Host.Database);

        var batch = $"[{Placement(2, 402, 302)},{bad},{Placement(4, 404, 304)}]";
        object[] landmarks = key == "BadPlacement.Landmark" ? [68] : [];
        Assert.Equal(LabelingWords.In("en", key, landmarks), await RefusalAsync("bad-placement", english.PlaceAsync(offer, 3, batch)));
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));

        await using var chinese = await Host.ConnectAsync(NameOf(annotators), "zh-CN");
        Assert.Equal(LabelingWords.In("zh-CN", key, landmarks), await RefusalAsync("bad-placement", chinese.PlaceAsync(offer, 3, batch)));
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
        Assert.Equal(3, await english.PlaceAsync(offer, 3, One(2, 402, 302)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1, 0)]
    [InlineData(1, PlacementRules.MaximumBatch + 1)]
    [InlineData(4_294_967_295, 1)]
    public async Task Place_BatchOutOfBounds_TakesNothing(long firstSequence, int count)
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        var before = DatabaseImage.Of(Host.Database);
        var batch = $"[{string.Join(',', Enumerable.Repeat(Placement(1, 400, 300), count))}]";
        var sentence = await RefusalAsync("bad-placement", annotator.PlaceAsync(offer, firstSequence, batch));
        Assert.Equal(LabelingWords.In("en", "BadPlacement.Batch", PlacementRules.MaximumBatch), sentence);
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
    }

    [Fact]
    public async Task Place_LargestBatch_IsTakenWhole()
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        var batch = $"[{string.Join(',', Enumerable.Range(0, PlacementRules.MaximumBatch).Select(i => Placement(i % 68, 300.123456789 + i, 250.5)))}]";
        Assert.Equal(PlacementRules.MaximumBatch, await annotator.PlaceAsync(offer, 1, batch));
        Assert.Equal(PlacementRules.MaximumBatch, await Host.Database.ScalarAsync<long>(DurableSql, new { id = Guid.Parse(offer.AssignmentId) }));
    }

    [Fact]
    public async Task Place_Repeat_ChangesNothingAndAnswersTheSame()
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        var batch = $"[{Placement(0, 400, 300)},{Placement(1, 401, 301)},{Placement(2, 402, 302)}]";
        Assert.Equal(3, await annotator.PlaceAsync(offer, 1, batch));
        var before = DatabaseImage.Of(Host.Database);
        Assert.Equal(3, await annotator.PlaceAsync(offer, 1, batch));
        Assert.Equal(3, await annotator.PlaceAsync(offer, 2, One(9, 1, 1)));
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
        // Half known, half new: the new half alone is taken.
        Assert.Equal(4, await annotator.PlaceAsync(offer, 3, $"[{Placement(2, 1, 1)},{Placement(3, 403, 303)}]"));
        var resumed = Assert.Single(await annotator.ResumeAsync());
        Assert.Equal([(0, 400, 1), (1, 401, 2), (2, 402, 3), (3, 403, 4)], resumed.Placements.Select(Short));
    }

    [Fact]
    public async Task Place_Gap_AnswersTheLastDurableAndTakesNothing()
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        Assert.Equal(0, await annotator.PlaceAsync(offer, 2, One(5, 400, 300)));
        Assert.Equal(1, await annotator.PlaceAsync(offer, 1, One(5, 400, 300)));
        var before = DatabaseImage.Of(Host.Database);
        Assert.Equal(1, await annotator.PlaceAsync(offer, 3, One(6, 400, 300)));
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
    }

    [Fact]
    public async Task Place_AnotherAnnotatorsOrNoAssignment_IsNotFoundAndTellsNotWhich()
    {
        await using var owner = await ConnectAsync();
        await using var other = await ConnectAsync();
        var offer = await owner.ClaimOneAsync();
        var before = DatabaseImage.Of(Host.Database);
        string[] ids = [offer.AssignmentId, Guid.CreateVersion7().ToString("D"), "no id at all", ""];
        foreach (var id in ids)
        {
            Assert.Equal(LabelingWords.In("en", "NotFound.Assignment"), await RefusalAsync("not-found", other.PlaceAsync(id, 1, 1, One(1, 1, 1))));
        }

        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
    }

    [Fact]
    public async Task Place_OlderEpoch_IsStaleForTheOldTabAndTakenFromTheNew()
    {
        await using var oldTab = await ConnectAsync();
        var offer = await oldTab.ClaimOneAsync();
        await oldTab.PlaceAsync(offer, 1, One(0, 400, 300));
        await using var newTab = await Host.ConnectAsync(NameOf(annotators), "zh-CN");
        var reopened = Assert.Single(await newTab.ResumeAsync());
        Assert.Equal(offer.Epoch + 1, reopened.Epoch);
        var before = DatabaseImage.Of(Host.Database);
        Assert.Equal(LabelingWords.In("en", "StaleEpoch"), await RefusalAsync("stale-epoch", oldTab.PlaceAsync(offer, 2, One(1, 1, 1))));
        Assert.Equal(LabelingWords.In("zh-CN", "StaleEpoch"), await RefusalAsync("stale-epoch", newTab.PlaceAsync(offer.AssignmentId, 99, 2, One(1, 1, 1))));
        Assert.Empty(before.Differences(DatabaseImage.Of(Host.Database)));
        Assert.Equal(2, await newTab.PlaceAsync(reopened, 2, One(1, 401, 301)));
    }

    [Fact]
    public async Task Place_OutsideThePhotograph_KeepsNoCoordinates()
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        Assert.Equal(1, await annotator.PlaceAsync(offer, 1, """[{"landmark":7,"visibility":"outside","elapsedMs":5}]"""));
        var placement = Assert.Single(Assert.Single(await annotator.ResumeAsync()).Placements);
        Assert.Equal("outside", placement.GetProperty("visibility").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, placement.GetProperty("x").ValueKind);
    }

    [Fact]
    public async Task Place_ManyRefusals_LeaveTheLogEmptyAndTheConnectionOpen()
    {
        await using var annotator = await ConnectAsync();
        var offer = await annotator.ClaimOneAsync();
        for (var i = 0; i < 50; i++) await RefusalAsync("bad-placement", annotator.PlaceAsync(offer, 1, One(68, 1, 1)));
        Assert.Equal(1, await annotator.PlaceAsync(offer, 1, One(67, 400, 300)));
        Assert.Empty(Host.Log.Lines);
    }

    private static (int Landmark, int X, int Sequence) Short(System.Text.Json.JsonElement placement) =>
        (placement.GetProperty("landmark").GetInt32(), (int)placement.GetProperty("x").GetDouble(), placement.GetProperty("sequence").GetInt32());

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"placer{number}");

    private Task<LabelingClient> ConnectAsync() => Host.ConnectAsync(NameOf(Interlocked.Increment(ref annotators)));

    /// <summary>One running program for all of these tests on an engine, whose only face is open to everybody.</summary>
    public abstract class Room(DatabaseProvider engine) : IAsyncDisposable
    {
        private LabelingHost? host;

        internal LabelingHost Host => host ?? throw new InvalidOperationException("The room is not open.");

        // Not when the fixture is made: a test can be skipped, a fixture cannot.
        internal async Task OpenAsync() => host ??= await new LabelingHost(engine).StartAsync(faces: 1, wanted: 1_000);

        public async ValueTask DisposeAsync()
        {
            if (host is not null) await host.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}

public sealed class SqlitePlaceTests(SqlitePlaceTests.SqliteRoom room) : PlaceTests(room), IClassFixture<SqlitePlaceTests.SqliteRoom>
{
    public sealed class SqliteRoom() : Room(DatabaseProvider.Sqlite);
}

public sealed class SqlServerPlaceTests(SqlServerPlaceTests.SqlServerRoom room) : PlaceTests(room), IClassFixture<SqlServerPlaceTests.SqlServerRoom>
{
    public sealed class SqlServerRoom() : Room(DatabaseProvider.SqlServer);
}
