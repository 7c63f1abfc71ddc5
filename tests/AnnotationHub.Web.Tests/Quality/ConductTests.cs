using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>What looks wrong is shown to a person, and nothing else comes of it.</summary>
public abstract class ConductTests(DatabaseProvider engine) : IAsyncLifetime
{
    private LabelingHost host = null!;
    private LabelWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 12, wanted: 2);
        world = new LabelWorld(host);
    }

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Submit_HonestWork_RaisesNoFlag()
    {
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        for (var face = 0; face < 10; face++)
        {
            await world.LabelAsync(mei, LabelWorld.Noisy(new Random(face), 1), Moved(3));
            await world.LabelAsync(lan, LabelWorld.Noisy(new Random(face + 100), 1.5), Moved(2));
        }

        Assert.Empty(await world.FlagsAsync(mei.AnnotatorId));
        Assert.Empty(await world.FlagsAsync(lan.AnnotatorId));
    }

    [Fact]
    public async Task Submit_SuggestionsLeftWhereTheyWere_IsFlaggedAndPaidAsEver()
    {
        await using var mei = await host.ConnectAsync("mei");
        for (var face = 0; face < 6; face++)
            Assert.Equal("0.80", (await world.LabelAsync(mei, LabelingHost.Shape(), Moved(0)))!.Value.GetProperty("earning").GetProperty("amount").GetString());
        Assert.Contains("untouchedShape", await world.FlagsAsync(mei.AnnotatorId));
        Assert.NotEmpty(await mei.ClaimAsync());
    }

    [Fact]
    public async Task Submit_FasterThanAHand_IsFlagged()
    {
        await using var mei = await host.ConnectAsync("mei");
        for (var face = 0; face < 3; face++) await world.LabelAsync(mei, LabelWorld.Noisy(new Random(face), 1), took: TimeSpan.FromSeconds(3));
        Assert.Equal(["impossiblePace"], await world.FlagsAsync(mei.AnnotatorId));
        Assert.Equal(3, await host.Database.ScalarAsync<long>("SELECT impossible_pace FROM annotator_conduct"));
    }

    [Fact]
    public async Task Submit_TheSameAsAnother_IsFlaggedOnBoth()
    {
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        for (var face = 0; face < 4; face++)
        {
            var shape = LabelWorld.Noisy(new Random(face), 1);
            await world.LabelAsync(mei, shape);
            await world.LabelAsync(lan, shape);
        }

        Assert.Contains("copying", await world.FlagsAsync(mei.AnnotatorId));
        Assert.Contains("copying", await world.FlagsAsync(lan.AnnotatorId));
        Assert.Equal($"{lan.AnnotatorId:D}", await host.Database.ScalarAsync<string>(
            "SELECT subject FROM quality_flag WHERE kind = 'copying' AND annotator_id = @annotator", new { annotator = mei.AnnotatorId }));
    }

    private static double?[] Moved(double px) => [.. Enumerable.Repeat<double?>(px, 68)];
}

public sealed class SqliteConductTests() : ConductTests(DatabaseProvider.Sqlite);

public sealed class SqlServerConductTests() : ConductTests(DatabaseProvider.SqlServer);
