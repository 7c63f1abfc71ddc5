using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>How long the control charts run without cause, in labels of honest annotators who do not change.</summary>
internal static class DriftDetection
{
    /// <summary>Labels on the charts, and how often each signal came up (a chart starts anew after its signal).</summary>
    public static (int Labels, int Noise, int Gross, int Bias) FalseAlarms(World world)
    {
        var online = new OnlineEstimation(PopulationModel.Prior(world.Scheme));
        var (face, source) = (new FaceLabels(world.Scheme), new WorldLabels(world, 3));
        var charts = new Dictionary<int, DriftCharts>();
        var (labels, noise, gross, bias) = (0, 0, 0, 0);
        while (source.Next(face))
        {
            var skills = online.Skills;
            var before = Enumerable.Range(0, face.Count).Select(k => face.Annotator(k) < skills.Length ? AnnotatorParameters.From(skills[face.Annotator(k)], online.Population) : AnnotatorParameters.Unknown).ToArray();
            var solver = online.Take(face);
            for (var k = 0; k < face.Count; k++)
            {
                if (world.Annotators[face.Annotator(k)].Sort != AnnotatorSort.Honest) continue;
                labels++;
                var next = charts.GetValueOrDefault(face.Annotator(k), DriftCharts.Fresh).Next(DriftSample.Of(solver.Fit(k), before[k]));
                noise += next.Signals.HasFlag(DriftSignals.Noise) ? 1 : 0;
                gross += next.Signals.HasFlag(DriftSignals.GrossErrors) ? 1 : 0;
                bias += next.Signals.HasFlag(DriftSignals.Bias) ? 1 : 0;
                charts[face.Annotator(k)] = next.Signals == DriftSignals.None ? next : DriftCharts.Fresh;
            }
        }

        return (labels, noise, gross, bias);
    }
}
