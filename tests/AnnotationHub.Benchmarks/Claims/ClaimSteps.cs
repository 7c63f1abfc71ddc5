using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Tasks.Claims;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Benchmarks.Claims;

/// <summary>What a claim costs, counted in the steps of SQLite's virtual machine: the same whatever else the machine does.</summary>
internal static class ClaimSteps
{
    private const int ClaimsCounted = 20;

    public static AssignmentStore Store(AnnotationHub.Storage.Database database) =>
        new(database, Options.Create(new HandOutOptions()), Options.Create(new GoldOptions { MaximumShare = 0 }), Options.Create(new EarningsOptions()));

    /// <summary>The least and the most that a claim took; the first of an annotator, which makes its cursor, is not counted.</summary>
    public static async Task<(long Least, long Most)> CountAsync(ClaimWorld world)
    {
        var store = Store(world.Database);
        var annotator = ClaimWorld.Annotator(0);
        using var steps = await StatementSteps.OfWriterAsync(world.Database);
        var counts = new List<long>();
        for (var claim = 0; claim <= ClaimsCounted; claim++)
        {
            steps.Restart();
            await ClaimOneAsync(store, annotator);
            if (claim > 0) counts.Add(steps.Total);
            // One live assignment at a time, so that only the number of faces differs.
            await world.CloseAllAsync();
        }

        return (counts.Min(), counts.Max());
    }

    public static async Task ClaimOneAsync(AssignmentStore store, Guid annotator)
    {
        var claim = await store.ClaimAsync(annotator, null, 1, DateTimeOffset.UtcNow);
        if (claim.AssignmentIds.Count != 1) throw new InvalidOperationException($"A claim was answered with {claim.Outcome} and {claim.AssignmentIds.Count} faces.");
    }
}
