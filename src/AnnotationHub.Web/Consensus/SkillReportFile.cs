using System.Collections.Immutable;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Web.Consensus;

/// <summary>
/// Writes what a run says of its annotators as JSON: each figure as estimate and 90 % credible interval, in per cent of the normalising distance
/// unless it is a share; flags are for a person to look at.
/// </summary>
internal static class SkillReportFile
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(Stream file, ConsensusWords words, PopulationModel population, ImmutableArray<AnnotatorSkill> skills, Func<int, string> worker, long faces)
    {
        var body = new
        {
            words.Scheme,
            Mode = words.IsOnline ? "online" : "batch",
            Faces = faces,
            Population = new { SigmaPercent = Round(population.Sigma), Gauge = Enum.GetValues<LandmarkKind>().Where(k => population.Scheme.Kinds.Contains(k)).ToDictionary(LandmarkKindWire.Name, k => Point(population.Gauge[(int)k])) },
            Annotators = skills.Select((skill, i) => Annotator(worker(i), skill, population)).ToArray(),
        };
        JsonSerializer.Serialize(file, body, Layout);
    }

    private static object Annotator(string worker, AnnotatorSkill skill, PopulationModel population)
    {
        var report = SkillReport.Of(skill, population);
        return new
        {
            Worker = worker,
            report.Faces,
            Landmarks = (long)skill.Points,
            ExpectedErrorPercent = Round(report.ExpectedErrorPercent),
            SigmaPercent = Interval(report.Sigma),
            GrossShare = Interval(report.GrossShare),
            SwapShare = Interval(report.SwapShare),
            Slope = Round(report.Slope),
            Kinds = report.Kinds.Select(k => new
            {
                Kind = LandmarkKindWire.Name(k.Kind),
                AlongPercent = Interval(k.TangentSigma),
                AcrossPercent = Interval(k.NormalSigma),
                BiasX = Interval(k.BiasX),
                BiasY = Interval(k.BiasY),
            }),
            Flags = AnnotatorFlags.Of(report, population).Select(f => new
            {
                Flag = Camel($"{f.Kind}"),
                Severity = Camel($"{f.Severity}"),
                Kind = f.Landmarks is { } kind ? LandmarkKindWire.Name(kind) : null,
                Value = Round(f.Value),
                Limit = Round(f.Limit),
            }),
        };
    }

    private static object Interval(CredibleInterval of) => new { Estimate = Round(of.Estimate), Low = Round(of.Low), High = Round(of.High) };

    private static object Point(ImagePoint p) => new { X = Round(p.X), Y = Round(p.Y) };

    private static double Round(double value) => Math.Round(value, 4);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
