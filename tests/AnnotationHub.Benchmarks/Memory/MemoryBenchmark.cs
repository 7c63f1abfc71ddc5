using System.Globalization;
using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Web.Labeling;
using SupervisionHub = AnnotationHub.Web.Supervision.SupervisionHub;

namespace AnnotationHub.Benchmarks.Memory;

/// <summary>
/// What the server holds in memory while a training centre labels: 10,000 faces on real photographs, 100 annotators at two landmarks a
/// second, a supervisor who watches. Goal: below 250 MB at the peak.
/// </summary>
internal static class MemoryBenchmark
{
    private const double GoalMb = 250;
    private static readonly TimeSpan PerPlacement = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    /// <summary><c>[--quick] [annotators] [seconds]</c></summary>
    public static async Task<int> RunAsync(string[] words)
    {
        Machine.SpeakPlainly();
        var isQuick = words.Contains("--quick");
        var numbers = words.Where(w => !w.StartsWith('-')).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var annotators = numbers.ElementAtOrDefault(0) is > 0 and var a ? a : isQuick ? 5 : 100;
        var seconds = numbers.ElementAtOrDefault(1) is > 0 and var s ? s : isQuick ? 3 : 60;
        var faces = isQuick ? 200 : 10_000;
        var perPlacement = isQuick ? PerPlacement / 50 : PerPlacement;
        var folder = Directory.CreateTempSubdirectory("annotationhub-memory-");
        try
        {
            Console.WriteLine($"memory: {faces:N0} faces, {annotators} annotators, {1 / perPlacement.TotalSeconds:0.0} placements a second each, {seconds} s; {Machine.Say()}");
            var tokens = await MemoryWorld.CreateAsync(folder.FullName, annotators, faces);
            await using var server = await ServerProcess.OfProgramAsync(folder.FullName);
            var memory = new ResidentMemory(server.Id);
            Console.WriteLine($"started: {memory.NowMb:0} MB");
            using var until = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var sampling = memory.SampleAsync(until.Token);
            var done = await WorkAsync(server, tokens, perPlacement, until.Token);
            await sampling;
            Say(memory, done, await server.MetricAsync("dotnet_heap_bytes"), server.Cpu.TotalSeconds);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WorkDone> WorkAsync(ServerProcess server, string[] tokens, TimeSpan perPlacement, CancellationToken until)
    {
        var done = new WorkDone();
        var lines = new List<HubLine>();
        using var http = new HttpClient { BaseAddress = server.Address };
        try
        {
            foreach (var token in tokens[..^1]) lines.Add(await HubLine.OpenAsync(server.Address, LabelingSetup.HubPath, token));
            await using var watching = await HubLine.OpenAsync(server.Address, SupervisionHub.Path, tokens[^1]);
            var work = lines.Select((line, i) => new SteadyAnnotator(line, http, tokens[i], i, perPlacement, done).RunAsync(until)).Append(WatchAsync(watching, until));
            await Task.WhenAll(work.ToList());
            return done;
        }
        finally
        {
            foreach (var line in lines) await line.DisposeAsync();
        }
    }

    // The floor comes every five seconds, and is read; the hub wants to hear from its clients now and then.
    private static async Task WatchAsync(HubLine line, CancellationToken until)
    {
        var reading = line.ReadToEndAsync(until);
        while (!until.IsCancellationRequested)
        {
            await line.PingAsync();
            await Task.Delay(PingInterval, until).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await reading;
    }

    private static void Say(ResidentMemory memory, WorkDone done, double heapBytes, double cpuSeconds)
    {
        // The second half: everybody is at work and every path has been walked.
        var settled = Spread.Of(memory.SamplesMb.Skip(memory.SamplesMb.Count / 2));
        var peak = memory.PeakMb;
        Console.WriteLine($"work: {done.Placements:N0} placements, {done.Photographs:N0} photographs, {done.Submissions:N0} submissions, {cpuSeconds:0.0} s of CPU");
        Console.WriteLine($"settled: {settled.Text("0")} MB, of it managed heap {heapBytes / 1e6:0} MB");
        Console.WriteLine($"peak: {peak:0} MB, goal {GoalMb:0}{(peak < GoalMb ? "" : ", missed")}");
    }
}
