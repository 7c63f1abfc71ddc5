using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>Work that gets worse, or was never any good, is shown to a person; pay and hand-out go on as before.</summary>
public abstract class SkillFlagTests(DatabaseProvider engine) : IAsyncLifetime
{
    private const double SteadyPx = 2;
    private readonly Random random = new(3);
    private LabelingHost host = null!;
    private LabelWorld world = null!;
    private LabelingClient mei = null!;
    private LabelingClient lan = null!;
    private LabelingClient hua = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new LabelingHost(engine, ("Gold:MaximumShare", "0")).StartAsync(faces: 40, wanted: 3);
        await host.Database.WriteAsync(session => session.ExecuteAsync("UPDATE project SET redundancy_minimum = 3"));
        world = new LabelWorld(host);
        (mei, lan, hua) = (await host.ConnectAsync("mei"), await host.ConnectAsync("lan"), await host.ConnectAsync("hua"));
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null) return;
        foreach (var annotator in (LabelingClient[])[mei, lan, hua]) await annotator.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task HandThatTires_IsFlaggedAsDriftAndWorksAndEarnsOn()
    {
        for (var face = 0; face < 16; face++) await FaceAsync(SteadyPx);
        Assert.DoesNotContain("drift", await world.FlagsAsync(mei.AnnotatorId));
        var faces = 0;
        for (; faces < 14 && !(await world.FlagsAsync(mei.AnnotatorId)).Contains("drift"); faces++) await FaceAsync(4 * SteadyPx);
        Assert.Contains("drift", await world.FlagsAsync(mei.AnnotatorId));
        Assert.DoesNotContain("drift", await world.FlagsAsync(lan.AnnotatorId));
        Assert.DoesNotContain("drift", await world.FlagsAsync(hua.AnnotatorId));
        await AssertUnpunishedAsync(16 + faces);
    }

    [Fact]
    public async Task HandThatLooksAtNothing_IsFlaggedAfterFiveFacesAndEarnsOn()
    {
        for (var face = 0; face < 4; face++) await FaceAsync(40);
        Assert.DoesNotContain("farTooInexact", await world.FlagsAsync(mei.AnnotatorId));
        for (var face = 0; face < 3; face++) await FaceAsync(40);
        Assert.Contains("farTooInexact", await world.FlagsAsync(mei.AnnotatorId));
        Assert.Empty(await world.FlagsAsync(lan.AnnotatorId));
        Assert.Empty(await world.FlagsAsync(hua.AnnotatorId));
        await AssertUnpunishedAsync(7);
    }

    // One more of these after the flag: it is handed out, and accrues as every face does.
    private async Task AssertUnpunishedAsync(int faces)
    {
        await FaceAsync(SteadyPx);
        Assert.Equal(
            faces + 1,
            await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction l JOIN annotation a ON a.id = l.annotation_id WHERE l.kind = 'accrued' AND a.annotator_id = @annotator", new { annotator = mei.AnnotatorId }));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM ledger_transaction WHERE kind = 'rejected'"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM certification WHERE user_id = @annotator AND revoked_at IS NOT NULL", new { annotator = mei.AnnotatorId }));
        await world.AssertProvedAsync();
    }

    // Mei comes last, so that hers is the label that is looked at beside two good ones.
    private async Task FaceAsync(double meiPx)
    {
        await world.LabelAsync(lan, LabelWorld.Noisy(random, SteadyPx));
        await world.LabelAsync(hua, LabelWorld.Noisy(random, SteadyPx));
        var outcome = await world.LabelAsync(mei, LabelWorld.Noisy(random, meiPx));
        Assert.Equal("0.80", outcome!.Value.GetProperty("earning").GetProperty("amount").GetString());
    }
}

public sealed class SqliteSkillFlagTests() : SkillFlagTests(DatabaseProvider.Sqlite);

public sealed class SqlServerSkillFlagTests() : SkillFlagTests(DatabaseProvider.SqlServer);
