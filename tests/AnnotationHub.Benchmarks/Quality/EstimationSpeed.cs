using System.Diagnostics;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Web.Consensus;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>What <c>consensus --online</c> does, in parts: three labels for each face from a CSV file. CPU time of this process on one thread.</summary>
internal static class EstimationSpeed
{
    public static IEnumerable<string> Run(int faces, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("annotationhub-quality-");
        try
        {
            var world = new World(new WorldSettings { Seed = 101, Faces = Math.Min(faces, 2_000), Labels = 3 });
            var labels = Path.Combine(folder.FullName, "labels.csv");
            WriteLabels(world, faces, labels);
            var laps = new List<Lap>();
            // One round to warm the code.
            for (var round = 0; round <= rounds; round++) laps.Add(Once(world, faces, labels, folder.FullName));
            var sets = faces * world.Scheme.Count / 1e6;
            laps.RemoveAt(0);
            yield return FormattableString.Invariant($"speed: {sets:0.000} million landmark sets with 3 labels from {new FileInfo(labels).Length / 1e6:0} MB of CSV: read {Median(laps, l => l.Read):0.00} s, estimate {Median(laps, l => l.Estimate):0.00} s, write {Median(laps, l => l.Write):0.00} s of CPU");
            yield return FormattableString.Invariant($"speed: whole {Median(laps, l => l.Read + l.Estimate + l.Write):0.00} s of CPU ({laps.Min(l => l.Read + l.Estimate + l.Write):0.00} to {laps.Max(l => l.Read + l.Estimate + l.Write):0.00}), {Median(laps, l => l.Read + l.Estimate + l.Write) / sets:0.00} s a million sets; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            yield return FormattableString.Invariant($"speed: one online update of a face of {world.Scheme.Count}: {1e6 * Median(laps, l => l.Estimate) / faces:0} µs; {Median(laps, l => l.BytesPerFace):0} bytes allocated a face; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Lap Once(World world, int faces, string labels, string folder)
    {
        using var spool = new LabelSpool(Path.Combine(folder, "spool"));
        using var output = File.Create(Path.Combine(folder, "consensus.csv"));
        var writer = new ConsensusFileWriter(output);
        var start = Cpu();
        LabelFile.Read(labels, world.Scheme.Count, spool, Path.Combine(folder, "rows"));
        var read = Cpu() - start;
        var (online, face, allocated) = (new OnlineEstimation(PopulationModel.Prior(world.Scheme)), new FaceLabels(world.Scheme), GC.GetAllocatedBytesForCurrentThread());
        start = Cpu();
        spool.Rewind();
        while (spool.Next(face)) online.Take(face);
        var (estimate, bytes) = (Cpu() - start, GC.GetAllocatedBytesForCurrentThread() - allocated);
        spool.Rewind();
        spool.Next(face);
        var solved = online.Estimate(face);
        start = Cpu();
        for (var i = 0; i < faces; i++) writer.Write("face.jpg", solved);
        writer.Flush();
        return new Lap(read, estimate, Cpu() - start, (double)bytes / faces);
    }

    private static void WriteLabels(World world, int faces, string path)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("image,slot,worker,landmark,x,y");
        for (var i = 0; i < faces; i++)
        {
            for (var k = 0; k < 3; k++)
            {
                var label = world.Labels[i % world.Faces.Length][k];
                for (var l = 0; l < world.Scheme.Count; l++)
                    file.WriteLine(FormattableString.Invariant($"face-{i:000000}.jpg,{k},w{label.Annotator},{l},{label.Points[l]!.Value.X:0.000},{label.Points[l]!.Value.Y:0.000}"));
            }
        }
    }

    private static double Median(List<Lap> laps, Func<Lap, double> of) => laps.Select(of).Order().ElementAt(laps.Count / 2);

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private sealed record Lap(double Read, double Estimate, double Write, double BytesPerFace);
}
