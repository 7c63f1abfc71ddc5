using System.Globalization;
using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Storage;

namespace AnnotationHub.Benchmarks.Claims;

/// <summary>
/// What handing out a face costs with few faces and with many, and how many are handed out a second through the one writer against a
/// connection and a commit for each caller. Goals: steps within 5 % from the smallest project to the largest; 4 times the rate.
/// </summary>
internal static class ClaimsBenchmark
{
    private const int Annotators = 20_000;

    /// <summary><c>[--quick] [callers] [rounds]</c></summary>
    public static async Task<int> RunAsync(string[] words)
    {
        Machine.SpeakPlainly();
        var isQuick = words.Contains("--quick");
        var numbers = words.Where(w => !w.StartsWith('-')).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var callers = numbers.ElementAtOrDefault(0) is > 0 and var c ? c : isQuick ? 20 : 200;
        var rounds = numbers.ElementAtOrDefault(1) is > 0 and var r ? r : isQuick ? 2 : 5;
        int[] sizes = isQuick ? [1_000, 20_000] : [1_000, 100_000, 1_000_000];
        Console.WriteLine($"claims: {callers} callers, {rounds} rounds, synchronous=FULL; {Machine.Say()}");
        var least = new List<long>();
        var most = new List<long>();
        foreach (var faces in sizes)
        {
            await using var world = await ClaimWorld.CreateAsync(faces, Annotators);
            var steps = await ClaimSteps.CountAsync(world);
            least.Add(steps.Least);
            most.Add(steps.Most);
            Console.WriteLine($"steps with {faces:N0} faces: {steps.Least:N0} to {steps.Most:N0}");
            if (faces == sizes[^1]) await CompareAsync(world, callers, rounds, TimeSpan.FromSeconds(isQuick ? 0.3 : 2));
        }

        var growth = 100.0 * (most.Max() - least.Min()) / least.Min();
        Console.WriteLine($"steps: {growth:0.0} % between the least and the most, goal 5.0{(growth <= 5 ? "" : ", missed")}");
        return 0;
    }

    private static async Task CompareAsync(ClaimWorld world, int callers, int rounds, TimeSpan stretch)
    {
        var rates = new ClaimRates(world, Annotators);
        var own = Enumerable.Range(0, callers).Select(_ => world.Open()).ToList();
        var together = Enumerable.Repeat(ClaimSteps.Store(world.Database), callers).ToList();
        var apart = own.ConvertAll(ClaimSteps.Store);
        var (one, many) = (new List<ClaimStretch>(), new List<ClaimStretch>());
        try
        {
            // Round 0 warms the code and opens the connections.
            for (var round = 0; round <= rounds; round++)
            {
                var (a, b) = (await rates.MeasureAsync(together, stretch), await rates.MeasureAsync(apart, stretch));
                if (round == 0) continue;
                one.Add(a);
                many.Add(b);
                Console.WriteLine($"  round {round}: one writer {a.ClaimsPerSecond:N0}/s ({a.Latencies}), own connections {b.ClaimsPerSecond:N0}/s ({b.Latencies}), load {Machine.Load()}");
            }
        }
        finally
        {
            foreach (Database database in own) await database.DisposeAsync();
        }

        var ratio = Spread.Of(one.Zip(many, (a, b) => a.ClaimsPerSecond / b.ClaimsPerSecond));
        Console.WriteLine($"rate: one writer {Spread.Of(one.Select(o => o.ClaimsPerSecond)).Text("N0")} claims/s, own connections {Spread.Of(many.Select(m => m.ClaimsPerSecond)).Text("N0")}");
        Console.WriteLine($"rate: ratio {ratio.Text("0.0")}, goal 4.0{(ratio.Median >= 4 ? "" : ", missed")}");
        Console.WriteLine($"latency: one writer p99 {Spread.Of(one.Select(o => o.Latencies.AtShare(0.99))).Text("0.0")} ms, own connections p99 {Spread.Of(many.Select(m => m.Latencies.AtShare(0.99))).Text("0.0")} ms, "
            + $"worst {one.Max(o => o.Latencies.AtShare(1)):0} and {many.Max(m => m.Latencies.AtShare(1)):0} ms");
    }
}
