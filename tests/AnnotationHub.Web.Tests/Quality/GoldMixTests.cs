using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>How often known faces are handed out follows the annotator's charts on the real store.</summary>
public abstract class GoldMixTests(DatabaseProvider engine)
{
    private const string DriftSql = """
        UPDATE annotator_skill SET drift_since = @now, drift_signals = 'Noise' WHERE annotator_id = @annotator AND scheme_key = 'ibug-68'
        """;

    [Fact]
    public async Task Claim_ByWhoDrifts_BringsKnownFacesAtTheDriftShare()
    {
        await using var host = await new LabelingHost(engine, ("Gold:AdmissionFaces", "0"), ("Gold:EarlyShare", "0"), ("Gold:LaterShare", "0"), ("Gold:DriftShare", "1"))
            .StartAsync(faces: 8, wanted: 2);
        await host.AddFacesAsync(4, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))]);
        var world = new LabelWorld(host);
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        for (var face = 0; face < 3; face++)
            foreach (var annotator in (LabelingClient[])[mei, lan]) await world.LabelAsync(annotator, LabelWorld.Noisy(new Random(face), 1));
        Assert.Equal(0, await KnownAsync(host, mei));

        await host.Database.WriteAsync(s => s.ExecuteAsync(DriftSql, new { annotator = mei.AnnotatorId, now = host.Clock.GetUtcNow() }));
        for (var face = 0; face < 4; face++)
            foreach (var annotator in (LabelingClient[])[mei, lan]) Assert.Single(await annotator.ClaimAsync());
        Assert.Equal((4L, 0L), (await KnownAsync(host, mei), await KnownAsync(host, lan)));
    }

    private static Task<long> KnownAsync(LabelingHost host, LabelingClient annotator) => host.Database.ScalarAsync<long>(
        "SELECT COUNT(*) FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.is_gold = 1 AND a.annotator_id = @annotator", new { annotator = annotator.AnnotatorId });
}

public sealed class SqliteGoldMixTests() : GoldMixTests(DatabaseProvider.Sqlite);

public sealed class SqlServerGoldMixTests() : GoldMixTests(DatabaseProvider.SqlServer);
