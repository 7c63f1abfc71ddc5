using System.Globalization;
using AnnotationHub.Benchmarks.Measuring;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>
/// Durable, acknowledged placements against a bare SignalR echo of the same messages, by turns in one run. Goals: at least 0.70 of
/// the echo for single placements, 0.60 in batches of 16.
/// </summary>
internal static class PlacementsBenchmark
{
    private static readonly (int Batch, double Goal)[] Sizes = [(1, 0.70), (16, 0.60)];

    private const int WarmingPairs = 3;

    /// <summary><c>[--quick] [connections] [rounds]</c></summary>
    public static async Task<int> RunAsync(string[] words)
    {
        Machine.SpeakPlainly();
        var isQuick = words.Contains("--quick");
        var numbers = words.Where(w => !w.StartsWith('-')).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var connections = numbers.ElementAtOrDefault(0) is > 0 and var c ? c : isQuick ? 20 : 1_000;
        var rounds = numbers.ElementAtOrDefault(1) is > 0 and var r ? r : isQuick ? 2 : 7;
        var stretch = TimeSpan.FromSeconds(isQuick ? 0.4 : 3);
        // Enough for a rate of a million placements a second.
        var faces = (int)Math.Ceiling(1_000_000 * stretch.TotalSeconds * (rounds + WarmingPairs + 1) / PlacementPlan.PlacementsPerFace / connections) + 2;
        var folder = Directory.CreateTempSubdirectory("annotationhub-placements-");
        try
        {
            Console.WriteLine($"placements: {connections:N0} connections, {rounds} rounds of {stretch.TotalSeconds:0.0} s a turn, synchronous=FULL; {Machine.Say()}");
            var tokens = await PlacementWorld.CreateAsync(ServerProcess.DatabaseOf(folder.FullName), connections, faces);
            await using var echoServer = await ServerProcess.OfBenchmarkAsync(EchoServer.Word);
            await using var server = await ServerProcess.OfProgramAsync(folder.FullName);
            await using var echo = await PlacementCrew.ConnectAsync(echoServer, new string?[connections], int.MaxValue);
            await using var durable = await PlacementCrew.ConnectAsync(server, tokens, faces);
            foreach (var (batch, goal) in Sizes) await CompareAsync(new PlacementPlan(batch), goal, rounds, stretch, server, durable, echo);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(
        PlacementPlan plan, double goal, int rounds, TimeSpan stretch, ServerProcess server, PlacementCrew durable, PlacementCrew echo)
    {
        // The compiler is done with its second look after some seconds of work.
        for (var pair = 0; pair < WarmingPairs; pair++)
        {
            await durable.AtFullSpeedAsync(plan, stretch);
            await echo.AtFullSpeedAsync(plan, stretch);
        }

        var (ours, bare, commits) = (new List<Stretch>(), new List<Stretch>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            var before = await server.MetricAsync("annotationhub_commits_total");
            ours.Add(await durable.AtFullSpeedAsync(plan, stretch));
            commits.Add((await server.MetricAsync("annotationhub_commits_total") - before) / stretch.TotalSeconds);
            bare.Add(await echo.AtFullSpeedAsync(plan, stretch));
            Console.WriteLine($"  batch {plan.Batch}, round {round}: durable {ours[^1].PlacementsPerSecond:N0}/s, echo {bare[^1].PlacementsPerSecond:N0}/s, "
                + $"ratio {ours[^1].PlacementsPerSecond / bare[^1].PlacementsPerSecond:0.00}, commits {commits[^1]:N0}/s, load {Machine.Load()}");
        }

        var ratio = Spread.Of(ours.Zip(bare, (o, b) => o.PlacementsPerSecond / b.PlacementsPerSecond));
        var rate = Spread.Of(ours.Select(o => o.PlacementsPerSecond));
        Console.WriteLine($"batch {plan.Batch}: ratio {ratio.Text("0.00")}, goal {goal:0.00}{(ratio.Median >= goal ? "" : ", missed")}");
        Console.WriteLine($"batch {plan.Batch}: durable {rate.Text("N0")} placements/s, echo {Spread.Of(bare.Select(b => b.PlacementsPerSecond)).Text("N0")}");
        Console.WriteLine($"batch {plan.Batch}: commits {Spread.Of(commits).Text("N0")} a second, {rate.Median / Spread.Of(commits).Median:N1} placements to a commit");
        Console.WriteLine($"batch {plan.Batch}: server CPU a placement {Spread.Of(ours.Select(o => o.ServerCpuMicroseconds)).Text("0.00")} us, echo {Spread.Of(bare.Select(b => b.ServerCpuMicroseconds)).Text("0.00")} us");
        Console.WriteLine($"batch {plan.Batch}: at full speed durable {ours[^1].Latencies}; echo {bare[^1].Latencies}");
        var half = rate.Median / 2;
        var (oursPaced, barePaced) = (await durable.AtAsync(half, plan, stretch), await echo.AtAsync(half, plan, stretch));
        Console.WriteLine($"batch {plan.Batch}: at half speed durable {oursPaced.Latencies}; echo {barePaced.Latencies}; p99 ratio {oursPaced.Latencies.AtShare(0.99) / barePaced.Latencies.AtShare(0.99):0.00}, goal 3.00");
    }
}
