using System.Diagnostics;
using AnnotationHub.Benchmarks.Measuring;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>What a crew achieved in one stretch of time.</summary>
/// <param name="PlacementsPerSecond">Acknowledged.</param>
/// <param name="ServerCpuMicroseconds">Of the server, for each placement.</param>
internal sealed record Stretch(double PlacementsPerSecond, double ServerCpuMicroseconds, Latencies Latencies);

/// <summary>All connections to one server.</summary>
internal sealed class PlacementCrew : IAsyncDisposable
{
    private readonly ServerProcess server;
    private readonly PlacingLine[] lines;

    private PlacementCrew(ServerProcess server, PlacingLine[] lines) => (this.server, this.lines) = (server, lines);

    /// <param name="tokens">One for each connection; null where the hub asks for none.</param>
    public static async Task<PlacementCrew> ConnectAsync(ServerProcess server, string?[] tokens, int faces)
    {
        var lines = new PlacingLine[tokens.Length];
        for (var i = 0; i < lines.Length; i++) lines[i] = new PlacingLine(await HubLine.OpenAsync(server.Address, EchoServer.HubPath, tokens[i]), i, faces);
        return new PlacementCrew(server, lines);
    }

    public Task<Stretch> AtFullSpeedAsync(PlacementPlan plan, TimeSpan duration) =>
        MeasureAsync(plan, duration, until => lines.Select(line => line.RunAsync(plan, until)));

    public Task<Stretch> AtAsync(double placementsPerSecond, PlacementPlan plan, TimeSpan duration)
    {
        var interval = TimeSpan.FromSeconds(lines.Length * plan.Batch / placementsPerSecond);
        return MeasureAsync(plan, duration, until => lines.Select((line, i) => line.RunAsync(plan, interval, interval * i / lines.Length, until)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines) await line.DisposeAsync();
    }

    private async Task<Stretch> MeasureAsync(PlacementPlan plan, TimeSpan duration, Func<long, IEnumerable<Task<long>>> run)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), server.Cpu);
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var placements = (await Task.WhenAll(run(until).ToList())).Sum() * plan.Batch;
        var used = (server.Cpu - cpu).TotalMicroseconds;
        var latencies = new Latencies();
        foreach (var line in lines) latencies.Add(line.TakeTicks());
        return new Stretch(placements / Math.Min(watch.Elapsed.TotalSeconds, duration.TotalSeconds), used / (latencies.Count * plan.Batch), latencies);
    }
}
