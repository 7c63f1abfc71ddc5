namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>What a claim, a placement, a submission and a return cost does not depend on how many faces there are.</summary>
public sealed class HandOutCostTests
{
    [Fact]
    public async Task Steps_OfAFaceFromClaimToSubmission_AreTheSameWithAThousandFacesAndAHundredThousand()
    {
        var (few, many) = (await StepsAsync(1_000), await StepsAsync(100_000));
        Assert.Equal(few, many);
        Assert.All(few, steps => Assert.InRange(steps, 1, 20_000));
    }

    /// <summary>For the third of three claims: claim, place, submit, resume, skip.</summary>
    private static async Task<IReadOnlyList<long>> StepsAsync(int faces)
    {
        await using var host = await new LabelingHost(("Gold:MaximumShare", "0")).StartAsync();
        await using var annotator = await host.ConnectAsync("mei");
        await using var earlier = await host.ConnectAsync("lan");
        await host.Database.WriteAsync(session => FilledProject.FillAsync(session, host.Project, faces, annotator.AnnotatorId, earlier.AnnotatorId));
        using var steps = await StatementSteps.OfWriterAsync(host.Database);
        var counts = new List<long>();
        for (var round = 1; round <= 3; round++)
        {
            counts.Clear();
            var offer = await CountAsync(() => annotator.ClaimOneAsync());
            await CountAsync(() => annotator.PlaceAllAsync(offer));
            Assert.Equal("pending", (await CountAsync(() => annotator.SubmitAsync(offer, 68))).GetProperty("status").GetString());
            var next = await annotator.ClaimOneAsync();
            await CountAsync(() => annotator.ResumeAsync());
            await CountAsync(async () =>
            {
                await annotator.SkipAsync(next.AssignmentId);
                return 0;
            });
        }

        return [.. counts];

        async Task<T> CountAsync<T>(Func<Task<T>> call)
        {
            steps.Restart();
            var answer = await call();
            counts.Add(steps.Total);
            return answer;
        }
    }
}
