using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>
/// How soon the chart of gross errors finds honest annotators who grow careless: every fifth of them, from their fortieth label on, places so many
/// landmarks of each label 10 to 50 % away. Who never gets so far does not count.
/// </summary>
internal static class DriftDelays
{
    private const int SteadyLabels = 40;

    /// <summary>Labels from the first careless one to the signal, by annotator; null where it never came.</summary>
    public static IReadOnlyList<int?> OfGrossErrors(World world, double share)
    {
        var since = Spoil(world, share);
        var online = new OnlineEstimation(PopulationModel.Prior(world.Scheme));
        var (face, source) = (new FaceLabels(world.Scheme), new WorldLabels(world, 3));
        var (charts, careless, delays) = (new Dictionary<int, DriftCharts>(), new Dictionary<int, int>(), new Dictionary<int, int?>());
        for (var i = 0; source.Next(face); i++)
        {
            var skills = online.Skills;
            var before = Enumerable.Range(0, face.Count).Select(k => face.Annotator(k) < skills.Length ? AnnotatorParameters.From(skills[face.Annotator(k)], online.Population) : AnnotatorParameters.Unknown).ToArray();
            var solver = online.Take(face);
            for (var k = 0; k < face.Count; k++)
            {
                var w = face.Annotator(k);
                if (!since.TryGetValue(w, out var start)) continue;
                if (i >= start && delays.GetValueOrDefault(w) is not null) continue;
                var next = charts.GetValueOrDefault(w, DriftCharts.Fresh).Next(DriftSample.Of(solver.Fit(k), before[k]));
                charts[w] = i < start && next.Signals != DriftSignals.None ? DriftCharts.Fresh : next;
                if (i < start) continue;
                careless[w] = careless.GetValueOrDefault(w) + 1;
                delays[w] = next.Signals.HasFlag(DriftSignals.GrossErrors) ? careless[w] : null;
            }
        }

        return [.. delays.Values];
    }

    // By annotator, the face from which on the labels are careless.
    private static Dictionary<int, int> Spoil(World world, double share)
    {
        var (dice, made, since) = (new Dice(4_111), new Dictionary<int, int>(), new Dictionary<int, int>());
        for (var i = 0; i < world.Labels.Length; i++)
        {
            foreach (var label in world.Labels[i].Take(3))
            {
                var w = label.Annotator;
                if (w % 5 != 0 || world.Annotators[w].Sort != AnnotatorSort.Honest) continue;
                made[w] = made.GetValueOrDefault(w) + 1;
                if (made[w] <= SteadyLabels) continue;
                since.TryAdd(w, i);
                for (var l = 0; l < label.Points.Length; l++)
                    if (dice.Chance(share)) label.Points[l] = label.Points[l] is { } p ? p + Away(dice) : null;
            }
        }

        return since;
    }

    private static ImagePoint Away(Dice dice)
    {
        var (angle, far) = (dice.Uniform(0, 2 * Math.PI), dice.Uniform(10, 50));
        return new ImagePoint(far * Math.Cos(angle), far * Math.Sin(angle));
    }
}
