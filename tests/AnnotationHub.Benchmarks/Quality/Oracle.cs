using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>
/// Who knows every annotator's true biases and variances, every exchange, every gross error and every spammer: nobody can do better on average
/// where the noise is normal.
/// </summary>
internal static class Oracle
{
    public static Outcome Of(World world, int labels) => Outcome.Of(world, i => Face(world, i, labels));

    private static ImagePoint?[] Face(World world, int face, int labels)
    {
        var of = world.Faces[face];
        var tangents = Tangents.Of(world.Scheme, of.Truth);
        var given = world.Labels[face].Take(labels).ToArray();
        ImagePoint?[][] sides = [.. given.Select(g => StepZero.Undo(world.Scheme, g))];
        var answer = new ImagePoint?[world.Scheme.Count];
        for (var l = 0; l < answer.Length; l++)
        {
            double wt = 0, wn = 0, st = 0, sn = 0;
            for (var k = 0; k < given.Length; k++)
            {
                var annotator = world.Annotators[given[k].Annotator];
                if (sides[k][l] is not { } point || given[k].Gross[l] || annotator.IsSpammer) continue;
                var g = (int)world.Scheme.Kinds[l];
                var bias = annotator.Bias[g];
                var off = point - new ImagePoint((of.Cos * bias.X) - (of.Sin * bias.Y), (of.Sin * bias.X) + (of.Cos * bias.Y)) - of.Truth[l];
                var (t, at, an) = (tangents[l], 1 / (annotator.Tangent[g] * annotator.Tangent[g]), 1 / (annotator.Normal[g] * annotator.Normal[g]));
                (wt, wn) = (wt + at, wn + an);
                (st, sn) = (st + (at * ((off.X * t.X) + (off.Y * t.Y))), sn + (an * ((off.Y * t.X) - (off.X * t.Y))));
            }

            answer[l] = wt > 0
                ? of.Truth[l] + (tangents[l] * (st / wt)) + (new ImagePoint(-tangents[l].Y, tangents[l].X) * (sn / wn))
                : Baselines.Median([.. sides.Select(s => s[l])]);
        }

        return answer;
    }
}

/// <summary>Putting left and right in order, by what really happened or by the face alone.</summary>
internal static class StepZero
{
    public static ImagePoint?[] Undo(LandmarkScheme scheme, SimulatedLabel label) =>
        [.. label.Points.Select((p, l) => label.Swapped[l] ? label.Points[scheme.Mirrors[l]] : p)];

    public static ImagePoint?[] Find(LandmarkScheme scheme, ImagePoint?[] points)
    {
        ImagePoint?[] corrected = [.. points];
        foreach (var group in AnnotationHub.Domain.Quality.LeftRightOrder.SwappedGroups(scheme, l => points[l]))
            foreach (var l in group.Landmarks) corrected[l] = points[scheme.Mirrors[l]];
        return corrected;
    }
}
