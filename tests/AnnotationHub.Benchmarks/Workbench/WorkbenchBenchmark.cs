using System.Globalization;
using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace AnnotationHub.Benchmarks.Workbench;

/// <summary>
/// What a person at the workbench waits for: the real program as a process of its own, driven in headless Chromium with faces of 98
/// landmarks, on this machine as it is and slowed down to an old PC on a slow line, by turns.
/// </summary>
internal static class WorkbenchBenchmark
{
    private const string Scheme = "wflw-98";
    private const int Annotators = 6;

    /// <summary><c>[--quick] [rounds] [faces]</c></summary>
    public static async Task<int> RunAsync(string[] words)
    {
        Machine.SpeakPlainly();
        var isQuick = words.Contains("--quick");
        var numbers = words.Where(w => !w.StartsWith('-')).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var rounds = numbers.ElementAtOrDefault(0) is > 0 and var r ? Math.Min(r, Annotators / 2) : isQuick ? 1 : 3;
        var faces = numbers.ElementAtOrDefault(1) is > 0 and var f ? f : isQuick ? 1 : 5;
        var folder = Directory.CreateTempSubdirectory("annotationhub-workbench-");
        try
        {
            Console.WriteLine($"workbench: {rounds} rounds of {faces} faces of {Scheme} each; {Machine.Say()}");
            await using var server = await ServerProcess.OfProgramAsync(
                folder.FullName, ("ASPNETCORE_ENVIRONMENT", "Development"), ("Demo__Load", "false"), ("Gold__MaximumShare", "0"),
                // As it is in production: files compressed by the build, and kept by the browser for ever under their fingerprint.
                ("ReloadStaticAssetsAtRuntime", "false"), ("EnableStaticAssetsDevelopmentCaching", "true"));
            await MeasureAsync(server.Address.ToString().TrimEnd('/'), rounds, faces);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string address, int rounds, int faces)
    {
        using var client = await Api.ClientAsync(address);
        var samples = SampleFace.Single(Scheme);
        var project = await SampleFace.OrderAsync(client, samples, minimum: 5, maximum: 5);
        var byFile = samples.ToDictionary(s => s.FileName);
        var byTrace = (await client.FilesAsync(project)).ToDictionary(p => p.Key, p => byFile[p.Value]);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = InstalledChromium.FindOrInstall(), Args = InstalledChromium.Flags });
        Surroundings[] both = [Surroundings.ThisMachine, Surroundings.OldPc];
        var times = both.ToDictionary(s => s, _ => new WorkbenchTimes());
        for (var visit = 0; visit < 2 * rounds; visit++)
        {
            var surroundings = both[visit % 2];
            var sitting = await BenchVisit.BeginAsync(chromium, address, $"annotator{visit + 1}", surroundings, byTrace);
            await sitting.WorkAsync(project, faces, times[surroundings]);
            Console.WriteLine($"round {(visit / 2) + 1}, {surroundings.Name}: done, load {Machine.Load()}");
        }

        foreach (var surroundings in both) times[surroundings].Say(surroundings.Name);
        foreach (var surroundings in both)
        {
            var (first, next) = (times[surroundings].FirstVisit.AtShare(0.5), times[surroundings].NextVisit.AtShare(0.5));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{surroundings.Name}: ratio of the next visit to the first {next / first:0.00}"));
        }
    }
}
