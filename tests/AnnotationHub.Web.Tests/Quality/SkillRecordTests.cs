using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Quality.Skill.Nightly;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>A record is exactly the sum of its labels, whatever happens to them, and the nightly re-estimation agrees with it.</summary>
public sealed class SkillRecordTests
{
    private const string RecordSql = "SELECT packed_statistics FROM annotator_skill WHERE annotator_id = @annotator";

    [Fact]
    public async Task Record_AfterARejection_IsToTheBitWhatItWasWithoutThatLabel()
    {
        await using var host = await new LabelingHost(("Gold:MaximumShare", "0")).StartAsync(faces: 4, wanted: 2);
        var world = new LabelWorld(host);
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        for (var face = 0; face < 3; face++)
        {
            await world.LabelAsync(mei, LabelWorld.Noisy(new Random(face), 1));
            await world.LabelAsync(lan, LabelWorld.Noisy(new Random(face + 50), 1));
        }

        var before = await host.Database.ScalarAsync<byte[]>(RecordSql, new { annotator = lan.AnnotatorId });
        await world.LabelAsync(mei, LabelWorld.Noisy(new Random(9), 1));
        await world.LabelAsync(lan, LabelWorld.Noisy(new Random(10), 30));
        Assert.NotEqual(before, await host.Database.ScalarAsync<byte[]>(RecordSql, new { annotator = lan.AnnotatorId }));
        await world.AssertProvedAsync();

        // Nobody else is left to be asked: a supervisor takes the face and rejects that label.
        await host.Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE task SET state = 'inReview' WHERE state = 'inProgress'");
            await s.ExecuteAsync("UPDATE project_tally SET in_review = in_review + 1, in_progress = in_progress - 1");
        });
        var (trace, bad) = (
            await host.Database.ScalarAsync<string>("SELECT trace_code FROM task WHERE state = 'inReview'"),
            await host.Database.ScalarAsync<Guid>("SELECT n.id FROM annotation n JOIN task t ON t.id = n.task_id WHERE t.state = 'inReview' AND n.annotator_id = @annotator", new { annotator = lan.AnnotatorId }));
        var supervisor = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'supervisor1'");
        var decision = new Adjudication(AdjudicationDecision.RejectAnnotation, "Nothing of it is in place.", bad, Domain.Earnings.RejectionReason.Misplaced, Marks: [0]);
        Assert.Equal(AdjudicationOutcome.Decided, await host.Services.GetRequiredService<Adjudications>().DecideAsync(trace!, supervisor, decision, host.Clock.GetUtcNow()));
        Assert.Equal(before, await host.Database.ScalarAsync<byte[]>(RecordSql, new { annotator = lan.AnnotatorId }));
        await world.AssertProvedAsync();
    }

    [Fact]
    public async Task Reestimation_OfManyLabels_AgreesWithWhatTheSubmissionsCameTo()
    {
        // Known faces are drawn, and who meets whom on a face of two labels is drawn with them: before their noises are told apart, two who meet share
        // one, and the online record keeps that (by a factor of up to 1.8 after fifteen faces). So everybody gets every face here, known ones first.
        await using var host = await new LabelingHost(("Gold:AdmissionShare", "1"), ("Gold:MaximumShare", "1"), ("Gold:EarlyShare", "0")).StartAsync(faces: 14, wanted: 3);
        await host.Database.WriteAsync(session => session.ExecuteAsync("UPDATE project SET redundancy_minimum = 3"));
        await host.AddFacesAsync(5, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))]);
        var world = new LabelWorld(host);
        var crowd = new List<(LabelingClient Client, double SigmaPx)>();
        foreach (var (name, sigma) in ((string, double)[])[("mei", 1), ("lan", 1.6), ("hua", 2.4)]) crowd.Add((await host.ConnectAsync(name), sigma));
        var random = new Random(5);
        for (var round = 0; round < 5 + 14; round++)
            foreach (var (client, sigma) in crowd) Assert.NotNull(await world.LabelAsync(client, LabelWorld.Noisy(random, sigma)));
        await world.AssertProvedAsync();
        var online = await SigmasAsync(host, crowd.Select(c => c.Client.AnnotatorId));

        var nightly = host.Services.GetRequiredService<Reestimation>();
        Assert.Equal(ReestimationOutcome.Done, await nightly.RunAsync(LabelingHost.Scheme));
        await world.AssertProvedAsync();
        var batch = await SigmasAsync(host, crowd.Select(c => c.Client.AnnotatorId));
        // The landmarks' own sizes are learned too, so that only the annotators beside one another can be compared.
        for (var a = 1; a < crowd.Count; a++) Assert.InRange(batch[a] / batch[0] / (online[a] / online[0]), 0.85, 1.18);
        Assert.True(batch[0] < batch[1] && batch[1] < batch[2], string.Join(' ', batch));
        Assert.True(await host.Database.ScalarAsync<long>("SELECT labels FROM scheme_population") > 40);

        // Done for tonight; and labels go on from there.
        Assert.Equal(ReestimationOutcome.NotMine, await nightly.RunAsync(LabelingHost.Scheme));
        await host.AddFacesAsync(2, 2);
        foreach (var (client, sigma) in crowd) await world.LabelAsync(client, LabelWorld.Noisy(random, sigma));
        await world.AssertProvedAsync();
        foreach (var (client, _) in crowd) await client.DisposeAsync();
    }

    [Fact]
    public async Task Reestimation_OfACorrectedFace_MeasuresAgainstTheCorrection()
    {
        await using var host = await new LabelingHost(("Gold:MaximumShare", "0")).StartAsync(faces: 1, wanted: 2);
        var world = new LabelWorld(host);
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        // Both the same way off: to one another they are exact.
        await world.LabelAsync(mei, LabelWorld.Noisy(new Random(1), 1, offPx: 9));
        await world.LabelAsync(lan, LabelWorld.Noisy(new Random(2), 1, offPx: 9));
        var plain = await SideAsync(host);
        var supervisor = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'supervisor1'");
        var trace = await host.Database.ScalarAsync<string>("SELECT trace_code FROM task");
        var exact = LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y)).ToArray();
        Assert.Equal(AdjudicationOutcome.Decided, await host.Services.GetRequiredService<Adjudications>().DecideAsync(
            trace!, supervisor, new Adjudication(AdjudicationDecision.Correct, "", Landmarks: exact), host.Clock.GetUtcNow()));
        var corrected = await SideAsync(host);
        Assert.True(corrected > 0.4 && Math.Abs(plain) < 0.2 * corrected, $"{plain} {corrected}");

        Assert.Equal(ReestimationOutcome.Done, await host.Services.GetRequiredService<Reestimation>().RunAsync(LabelingHost.Scheme));
        var nightly = await SideAsync(host);
        Assert.True(nightly > 0.7 * corrected, $"{nightly} {corrected}");
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT SUM(gold_faces) FROM annotator_skill"));
        await world.AssertProvedAsync();
    }

    [Fact]
    public async Task Reestimation_WhoseLeaseWasTaken_ChangesNothingMore()
    {
        await using var host = await new LabelingHost(("Gold:MaximumShare", "0")).StartAsync(faces: 1, wanted: 2);
        var leases = host.Services.GetRequiredService<PopulationLeases>();
        var now = host.Clock.GetUtcNow();
        var first = await leases.ClaimAsync("ibug-68", now, now.AddMinutes(1), now, CancellationToken.None);
        Assert.Null(await leases.ClaimAsync("ibug-68", now, now.AddMinutes(1), now, CancellationToken.None));
        var second = await leases.ClaimAsync("ibug-68", now.AddMinutes(2), now.AddMinutes(3), now, CancellationToken.None);
        Assert.True(second!.Fencing > first!.Fencing);
        Assert.False(await leases.RenewAsync(first, now.AddMinutes(9), CancellationToken.None));
        Assert.False(await leases.CompleteAsync(first, now, CancellationToken.None));
        Assert.True(await leases.CompleteAsync(second, now, CancellationToken.None));
    }

    // How far to the side both are taken to put all kinds of landmarks; per cent.
    private static async Task<double> SideAsync(LabelingHost host)
    {
        var sum = 0.0;
        foreach (var packed in await host.Database.QueryAsync<byte[]>("SELECT packed_statistics FROM annotator_skill"))
            sum += AnnotatorParameters.From(AnnotatorSkill.Unpack(packed)).Kinds.Average(k => k.Bias.X);
        return sum / 2;
    }

    private static async Task<List<double>> SigmasAsync(LabelingHost host, IEnumerable<Guid> annotators)
    {
        var sigmas = new List<double>();
        foreach (var annotator in annotators)
            sigmas.Add(AnnotatorParameters.From(AnnotatorSkill.Unpack(await host.Database.ScalarAsync<byte[]>(RecordSql, new { annotator }))).Sigma);
        return sigmas;
    }
}
