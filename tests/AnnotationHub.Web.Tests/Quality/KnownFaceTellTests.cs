using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Supervision;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>What an annotator can read around a submission is the same after a known face and after an ordinary one.</summary>
public sealed class KnownFaceTellTests : IAsyncLifetime
{
    private LabelingHost host = null!;

    public async ValueTask InitializeAsync() => host = await new LabelingHost(("Gold:AdmissionShare", "0")).StartAsync(faces: 2);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task OwnSkill_AroundAnAcceptance_StandsStillUntilTheNextDay()
    {
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        for (var face = 0; face < 2; face++)
        {
            await LabelAsync(mei, face);
            await LabelAsync(lan, face);
        }

        host.Clock.Advance(TimeSpan.FromDays(1));
        var before = await OwnSkillAsync(mei.AnnotatorId);
        Assert.Equal(2, before.GetProperty("Schemes")[0].GetProperty("Faces").GetInt32());
        await host.AddFacesAsync(1, 2);
        await LabelAsync(mei, 7);
        await LabelAsync(lan, 7);
        Assert.Equal(3, await AcceptedAsync(mei.AnnotatorId));
        Assert.Equal(before.GetRawText(), (await OwnSkillAsync(mei.AnnotatorId)).GetRawText());

        await AddKnownAsync();
        await LabelAsync(mei, 8);
        Assert.Equal(before.GetRawText(), (await OwnSkillAsync(mei.AnnotatorId)).GetRawText());
        host.Clock.Advance(KnownFaceTiming.FirstDelay * 1.6);
        await SweepAsync();
        Assert.Equal(4, await AcceptedAsync(mei.AnnotatorId));
        Assert.Equal(before.GetRawText(), (await OwnSkillAsync(mei.AnnotatorId)).GetRawText());

        host.Clock.Advance(TimeSpan.FromDays(1));
        var after = (await OwnSkillAsync(mei.AnnotatorId)).GetProperty("Schemes")[0];
        Assert.Equal((3, 1), (after.GetProperty("Faces").GetInt32(), after.GetProperty("GoldFaces").GetInt32()));
    }

    [Fact]
    public async Task KnownFace_OfAMediocreHand_IsReturnedByNoStricterRuleThanAnOrdinaryOne()
    {
        // Too far off to pass, and not so far that an ordinary face would come back.
        var shape = Mediocre();
        await host.Database.WriteAsync(s => s.ExecuteAsync("DELETE FROM task_queue"));
        await AddKnownAsync();
        await using var mei = await host.ConnectAsync("mei");
        var world = new LabelWorld(host);
        Assert.NotNull(await world.LabelAsync(mei, shape));
        host.Clock.Advance(KnownFaceTiming.FirstDelay * 1.6);
        await SweepAsync();
        Assert.Equal("accepted", await host.Database.ScalarAsync<string>("SELECT state FROM annotation"));
        Assert.Equal((1L, 0L), (await SkillAsync("gold_faces"), await SkillAsync("gold_passed")));
    }

    [Fact]
    public async Task Feedback_OfAnOrdinaryAndOfAKnownFace_NamesTheWorstThreeInWords()
    {
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        var ordinary = await LabelBadlyAsync(mei);
        await LabelAsync(lan, 1);
        await host.Database.WriteAsync(s => s.ExecuteAsync("DELETE FROM task_queue"));
        await AddKnownAsync();
        var known = await LabelBadlyAsync(mei);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync();
        var answers = new List<string>();
        foreach (var trace in (string[])[ordinary, known])
        {
            answers.Add(await WordsAsync(mei.AnnotatorId, trace, "zh-CN"));
            answers.Add(await WordsAsync(mei.AnnotatorId, trace, "en"));
        }

        Assert.All(answers.Where((_, i) => i % 2 == 0), words => Assert.Matches("^[^|]+：偏[^|]+。\\|[^|]+：偏[^|]+。\\|[^|]+：偏[^|]+。$", words));
        Assert.All(answers.Where((_, i) => i % 2 == 1), words => Assert.Matches("^([^|]+: [0-9.]+ % too [^|]+\\.(\\||$)){3}$", words));
    }

    private async Task<string> WordsAsync(Guid annotator, string trace, string culture)
    {
        var now = host.Clock.GetUtcNow();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await host.Services.GetRequiredService<SessionTokenStore>().IssueAsync(annotator, now, now.AddHours(1)));
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(culture);
        var feedback = await client.GetFromJsonAsync<JsonElement>($"/api/v1/me/faces/{trace}/feedback");
        var worst = feedback.GetProperty("worst").EnumerateArray().ToList();
        Assert.Equal([36, 45, 30], worst.Select(w => w.GetProperty("landmark").GetInt32()));
        Assert.True(feedback.GetProperty("errorPercent").GetDouble() > 0);
        return string.Join('|', worst.Select(w => w.GetProperty("words").GetString()));
    }

    // Three landmarks far off, each less far than the one before.
    private async Task<string> LabelBadlyAsync(LabelingClient annotator)
    {
        var offer = await annotator.ClaimOneAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(100));
        var off = new Dictionary<int, double> { [36] = 34, [45] = 27, [30] = 20 };
        await LabelWorld.SubmitAsync(annotator, offer, [.. LabelWorld.Noisy(new Random(3), 0.8).Select((p, l) => new ImagePoint(p.X, p.Y + off.GetValueOrDefault(l)))]);
        return offer.TraceCode;
    }

    private static IReadOnlyList<ImagePoint> Mediocre()
    {
        PlacedLandmark[] truth = [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))];
        var population = PopulationModel.Prior(LabelingHost.Scheme);
        var distancePx = FaceNormalizer.Distance(LabelingHost.Scheme, l => truth[l].Point, LabelingHost.Box);
        return Enumerable.Range(2, 40).Select(sigma => LabelWorld.Noisy(new Random(sigma), sigma / 2.0)).First(shape =>
        {
            PlacedLandmark[] placed = [.. shape.Select(p => PlacedLandmark.At(p.X, p.Y))];
            var fit = ConsensusEstimator.AgainstTruth(population, new FaceLabel(placed, AnnotatorParameters.From(new AnnotatorSkill(), population)), truth, LabelingHost.Box);
            return !TruthComparison.Of(LabelingHost.Scheme, placed, truth, LabelingHost.Box).Passes && Verdict.On(LabelingHost.Scheme, fit, distancePx) == LabelVerdict.Accepted;
        });
    }

    private async Task<JsonElement> OwnSkillAsync(Guid annotator) =>
        JsonSerializer.SerializeToElement(await host.Services.GetRequiredService<SkillStore>().FindOwnAsync(annotator, host.Clock.GetUtcNow()));

    private Task<long> AcceptedAsync(Guid annotator) =>
        host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM annotation WHERE state = 'accepted' AND annotator_id = @annotator", new { annotator });

    private Task<long> SkillAsync(string column) => host.Database.ScalarAsync<long>($"SELECT SUM({column}) FROM annotator_skill");

    private async Task LabelAsync(LabelingClient annotator, int seed) =>
        Assert.NotNull(await new LabelWorld(host).LabelAsync(annotator, LabelWorld.Noisy(new Random(seed), 1)));

    private Task AddKnownAsync() => host.AddFacesAsync(1, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))]);

    private Task SweepAsync() => host.Services.GetRequiredService<KnownFaceSweep>().RunAsync(host.Clock.GetUtcNow(), CancellationToken.None);
}
