using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Benchmarks;

/// <summary>
/// Writing a COCO release against the two ends of the scale, in one run and by turns: copying the finished file, which no writer beats, and
/// Utf8JsonWriter with floating-point numbers, which everybody would write first. Goal: at least 0.30 of copying, below 200 MB at any size.
/// </summary>
internal static class CocoBenchmark
{
    private const int DistinctFaces = 4_000;
    private const int FacesPerPhotograph = 3;

    public static async Task<int> RunAsync(string[] words)
    {
        var faces = words.Length > 0 ? int.Parse(words[0], CultureInfo.InvariantCulture) : 100_000;
        var rounds = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 5;
        var scheme = ShippedSchemes.Find("wflw-98")!;
        var distinct = Faces(scheme);
        var folder = Directory.CreateTempSubdirectory("annotationhub-coco-");
        try
        {
            var (coco, copy, plain) = (Path.Combine(folder.FullName, "coco.json"), Path.Combine(folder.FullName, "copy.json"), Path.Combine(folder.FullName, "plain.json"));
            Console.WriteLine($"{faces:N0} faces x {scheme.Count}, {rounds} rounds, {Environment.ProcessorCount} cores, load {Load()}");
            var (ours, copying, naive) = (new List<double>(), new List<double>(), new List<double>());
            // One round to warm the code and the disk's cache.
            for (var round = 0; round <= rounds; round++)
            {
                var cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var a = await RateAsync(coco, () => WriteAsync(distinct, faces, scheme, coco));
                var perCore = new FileInfo(coco).Length / 1e6 / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
                cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var b = await RateAsync(copy, () => CopyAsync(coco, copy));
                var copyPerCore = new FileInfo(coco).Length / 1e6 / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
                var c = await RateAsync(plain, () => PlainAsync(distinct, Math.Min(faces, 20_000), plain));
                if (round == 0) continue;
                ours.Add(a);
                copying.Add(b);
                naive.Add(c);
                Console.WriteLine($"round {round}: ours {a:N0} MB/s ({perCore:N0} per second of CPU), copying {b:N0} MB/s ({copyPerCore:N0}), Utf8JsonWriter {c:N0} MB/s, load {Load()}");
            }

            Console.WriteLine($"file {new FileInfo(coco).Length / 1e6:N0} MB; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
            Console.WriteLine($"median: ours {Median(ours):N0} MB/s ({ours.Min():N0} to {ours.Max():N0}), copying {Median(copying):N0} ({copying.Min():N0} to {copying.Max():N0}), Utf8JsonWriter {Median(naive):N0}");
            Console.WriteLine(FormattableString.Invariant($"ratio to copying: ours {Median(ours) / Median(copying):0.00}, Utf8JsonWriter {Median(naive) / Median(copying):0.00}"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> RateAsync(string path, Func<Task> run)
    {
        File.Delete(path);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await run();
        return new FileInfo(path).Length / 1e6 / watch.Elapsed.TotalSeconds;
    }

    private static async Task WriteAsync(FinishedFace[] distinct, int faces, LandmarkScheme scheme, string path)
    {
        await using var output = New(path);
        await using var spool = new FileStream(path + ".spool", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await CocoKeypointsWriter.WriteAsync(Stream(distinct, faces), scheme, new CocoInfo("benchmark", 1, DateTimeOffset.UnixEpoch, "benchmark"), output, spool);
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var input = File.OpenRead(from);
        await using var output = New(to);
        await input.CopyToAsync(output, 1 << 20);
    }

    private static async Task PlainAsync(FinishedFace[] distinct, int faces, string path)
    {
        await using var output = New(path);
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartArray();
        for (var i = 0; i < faces; i++)
        {
            WritePlain(json, distinct[i % distinct.Length], i + 1);
            if (json.BytesPending > 1 << 16) await json.FlushAsync();
        }

        json.WriteEndArray();
    }

    private static void WritePlain(Utf8JsonWriter json, FinishedFace face, int id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteStartArray("keypoints");
        foreach (var landmark in face.Landmarks)
        {
            json.WriteNumberValue(Math.Round(landmark.Point.X - 0.5, 2));
            json.WriteNumberValue(Math.Round(landmark.Point.Y - 0.5, 2));
            json.WriteNumberValue(2);
        }

        json.WriteEndArray();
        json.WriteStartArray("keypoints_covariance");
        foreach (var covariance in face.Covariances)
        {
            json.WriteNumberValue(Math.Round(covariance.Sxx, 2));
            json.WriteNumberValue(Math.Round(covariance.Sxy, 2));
            json.WriteNumberValue(Math.Round(covariance.Syy, 2));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async IAsyncEnumerable<FinishedFace> Stream(FinishedFace[] distinct, int faces)
    {
        await Task.CompletedTask;
        for (var i = 0; i < faces; i++)
        {
            var face = distinct[i % distinct.Length];
            // Photographs that never repeat: what would be kept of each would show in the memory.
            yield return i % FacesPerPhotograph == 0 && i >= distinct.Length ? face with { Photograph = face.Photograph with { Id = i.ToString(CultureInfo.InvariantCulture) } } : face;
        }
    }

    private static FinishedFace[] Faces(LandmarkScheme scheme)
    {
        var random = new Random(20261124);
        return [.. Enumerable.Range(0, DistinctFaces).Select(i => new FinishedFace(
            $"LX-{i:0000}-0000",
            new FinishedPhotograph($"p{i / FacesPerPhotograph}", $"photo-{i / FacesPerPhotograph}.jpg", 4000, 3000, new string('0', 64)),
            new FaceBox(random.Next(3000), random.Next(2000), 400, 400),
            [.. Enumerable.Range(0, scheme.Count).Select(_ => PlacedLandmark.At(random.NextDouble() * 4000, random.NextDouble() * 3000))],
            [.. Enumerable.Range(0, scheme.Count).Select(_ => new PointCovariance(random.NextDouble() * 20, random.NextDouble(), random.NextDouble() * 20))],
            3,
            ["P-1", "P-2", "P-3"],
            3.21,
            2.1,
            FaceOrigin.Consensus))];
    }

    private static FileStream New(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20, FileOptions.Asynchronous);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
