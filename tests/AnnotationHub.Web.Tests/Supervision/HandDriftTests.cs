using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Supervision;
using AnnotationHub.Web.Supervision.Hands;
using AnnotationHub.Web.Tests.Labeling;
using AnnotationHub.Web.Tests.Quality;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Tests.Supervision;

/// <summary>The charts on an annotator's page are those that raise the alarm on the floor, and begin anew with them.</summary>
public sealed class HandDriftTests
{
    private const string ChartsSql = "SELECT drift_charts FROM annotator_skill WHERE annotator_id = @annotator";
    private const string FlagSql = "SELECT id FROM quality_flag WHERE annotator_id = @annotator AND kind = 'drift' AND state = 'open'";

    [Fact]
    public async Task Page_OfWhoDrifts_ShowsTheChartsOfTheAlarmUntilAPersonDecides()
    {
        await using var host = await new LabelingHost(("Gold:MaximumShare", "0")).StartAsync(faces: 40, wanted: 2);
        // Whatever two come to is settled, so that every label is counted.
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = 50"));
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        var (world, random, flag) = (new LabelWorld(host), new Random(3), default(Guid?));
        for (var face = 0; face < 38 && flag is null; face++)
        {
            await world.LabelAsync(mei, LabelWorld.Noisy(random, face < 12 ? 0.6 : 6));
            await world.LabelAsync(lan, LabelWorld.Noisy(random, 0.6));
            flag = (await host.Database.QueryAsync<Guid>(FlagSql, new { annotator = mei.AnnotatorId })).Cast<Guid?>().FirstOrDefault();
        }

        Assert.NotNull(flag);
        var charts = DriftCharts.Unpack(await host.Database.ScalarAsync<byte[]>(ChartsSql, new { annotator = mei.AnnotatorId }));
        var hand = await HandAsync(host, mei);
        Assert.NotEqual(DriftSignals.None, hand.Drift!.Signals);
        Assert.Equal(charts.Signals, hand.Drift.Signals);
        Assert.True(hand.Drift.IsFlagged);
        Assert.Equal(Enumerable.Range(1, charts.Labels), hand.Drift.Points.Select(p => p.Label));
        Assert.Equal(DriftPoint.Of(charts), hand.Drift.Points[^1]);
        // In control before, and drawn as it was then.
        Assert.True(hand.Drift.Points[5].NoiseCusum < DriftCharts.CusumLimit && hand.Drift.Points[5].NoiseEwma < DriftCharts.NoiseEwmaLimit);
        var pictures = new HandPictures(hand, host.Services.GetRequiredService<IStringLocalizer<SupervisionTexts>>());
        Assert.Equal(charts.NoiseEwma, pictures.NoiseEwma().Series[0].Points[^1].Y);
        Assert.Equal(charts.WorstBiasEwma, pictures.BiasEwma().Series[0].Points[^1].Y);

        await host.Services.GetRequiredService<FlagStore>().DecideAsync(flag.Value, FlagState.Confirmed, mei.AnnotatorId, "Shown how.", host.Clock.GetUtcNow());
        var coached = (await HandAsync(host, mei)).Drift!;
        Assert.Equal((DriftSignals.None, 0, false), (coached.Signals, coached.Points.Count, coached.IsFlagged));
        await world.LabelAsync(mei, LabelWorld.Noisy(random, 0.6));
        await world.LabelAsync(lan, LabelWorld.Noisy(random, 0.6));
        Assert.Equal([1], (await HandAsync(host, mei)).Drift!.Points.Select(p => p.Label));
    }

    private static async Task<AnnotatorHand> HandAsync(LabelingHost host, LabelingClient annotator) =>
        (await host.Services.GetRequiredService<HandStore>().FindAsync(annotator.AnnotatorId, null))!;
}
