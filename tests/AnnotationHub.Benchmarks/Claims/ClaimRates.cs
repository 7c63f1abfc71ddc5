using System.Diagnostics;
using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Benchmarks.Claims;

/// <summary>Claims a second and how long each took.</summary>
internal sealed record ClaimStretch(double ClaimsPerSecond, Latencies Latencies);

/// <summary>Many callers who claim one face after the other, each time in the name of another annotator.</summary>
internal sealed class ClaimRates(ClaimWorld world, int annotators)
{
    private int next = -1;

    /// <param name="stores">One for each caller; all the same where they share a writer.</param>
    /// <param name="duration">After which nobody begins another claim.</param>
    public async Task<ClaimStretch> MeasureAsync(IReadOnlyList<AssignmentStore> stores, TimeSpan duration)
    {
        await world.CloseAllAsync();
        var watch = Stopwatch.StartNew();
        var ticks = await Task.WhenAll(stores.Select(store => Task.Run(() => ClaimAsync(store, watch, duration))));
        var seconds = watch.Elapsed.TotalSeconds;
        var latencies = new Latencies();
        foreach (var caller in ticks) latencies.Add(caller);
        return new ClaimStretch(latencies.Count / seconds, latencies);
    }

    private async Task<List<long>> ClaimAsync(AssignmentStore store, Stopwatch watch, TimeSpan duration)
    {
        var ticks = new List<long>();
        while (watch.Elapsed < duration)
        {
            var annotator = ClaimWorld.Annotator((int)((uint)Interlocked.Increment(ref next) % (uint)annotators));
            var began = Stopwatch.GetTimestamp();
            await ClaimSteps.ClaimOneAsync(store, annotator);
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }

        return ticks;
    }
}
