using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Web.Operations;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// <c>consensus</c>: the estimator over labels that come from elsewhere. Reads <c>image,slot,worker,landmark,x,y</c>, writes
/// <c>image,landmark,x,y,sxx,sxy,syy</c>. Touches no database; output appears whole or not at all.
/// </summary>
public static class ConsensusSubcommand
{
    public const string Usage = ConsensusWords.Usage;

    /// <param name="services">The texts, and nothing else.</param>
    public static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(words);
        var texts = services.GetRequiredService<IStringLocalizer<ConsensusTexts>>();
        if (ConsensusWords.Parse(words) is not { } asked) return await RefuseAsync(texts["Usage", Usage]);
        if (ShippedSchemes.Find(asked.Scheme) is not { } scheme)
            return await RefuseAsync(texts["Scheme", asked.Scheme, string.Join(", ", ShippedSchemes.All.Select(s => s.Key))]);
        if (!File.Exists(asked.Labels)) return await RefuseAsync(texts["Missing", asked.Labels]);
        try
        {
            await Task.Run(() => Run(asked, scheme, texts, cancellation), cancellation);
            return ExitStatus.Done;
        }
        catch (LabelFileException fault)
        {
            return await RefuseAsync(texts["Row", asked.Labels, fault.Line, texts[$"Fault.{fault.Fault}", fault.Value, scheme.Count - 1]]);
        }
    }

    private static void Run(ConsensusWords asked, LandmarkScheme scheme, IStringLocalizer texts, CancellationToken cancellation)
    {
        using var output = new PendingFile(asked.Out);
        using var report = asked.Report is { } path ? new PendingFile(path) : null;
        using var spool = new LabelSpool(output.TemporaryPath + ".labels");
        var content = LabelFile.Read(asked.Labels, scheme.Count, spool, output.TemporaryPath + ".rows");
        var writer = new ConsensusFileWriter(output.Stream);
        writer.WriteHeader();
        var (population, skills) = asked.IsOnline ? Online(scheme, spool, writer, cancellation) : Batch(scheme, spool, content.Workers.Count, writer, cancellation);
        writer.Flush();
        if (report is not null) SkillReportFile.Write(report.Stream, asked, population, skills, content.Workers.Text, spool.Faces);
        output.Finish();
        report?.Finish();
        if (content.LeftOut > 0) Console.Error.WriteLine(texts["LeftOut", content.LeftOut, FaceLabels.MaximumLabels]);
        Console.WriteLine(texts["Done", spool.Faces, content.Rows, content.Workers.Count, asked.Out]);
    }

    private static BatchResult Batch(LandmarkScheme scheme, LabelSpool spool, int workers, ConsensusFileWriter writer, CancellationToken cancellation) =>
        BatchEstimation.Run(scheme, spool, workers, take: (_, face) => writer.Write(spool.Image, face), cancellation: cancellation);

    private static BatchResult Online(LandmarkScheme scheme, LabelSpool spool, ConsensusFileWriter writer, CancellationToken cancellation)
    {
        var online = new OnlineEstimation(PopulationModel.Prior(scheme));
        var face = new FaceLabels(scheme);
        spool.Rewind();
        while (spool.Next(face))
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Write(spool.Image, online.Take(face));
        }

        return new BatchResult(online.Population, online.Skills);
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitStatus.Refused;
    }
}
