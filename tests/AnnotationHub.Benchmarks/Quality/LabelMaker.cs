using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>Makes the labels of one face, as its annotators would.</summary>
internal sealed class LabelMaker(LandmarkScheme scheme, WorldSettings world, Dice dice)
{
    private static readonly LandmarkKind[] SwappableAlone = [LandmarkKind.Brow, LandmarkKind.Eye, LandmarkKind.Mouth];

    private readonly Dictionary<int, int> made = [];

    public SimulatedLabel[] Of(SimulatedFace face, int[] by, SimulatedAnnotator[] annotators)
    {
        var tangents = Tangents.Of(scheme, face.Truth);
        var blunders = scheme.Groups.Where(_ => dice.Chance(world.SharedBlunders)).ToDictionary(g => g.Key, _ => new ImagePoint(8 * dice.Normal(), 8 * dice.Normal()));
        var hidden = dice.Chance(world.Occlusions) ? scheme.Groups[dice.Below(scheme.Groups.Length)].Key : null;
        return [.. by.Select(w => annotators[w].IsSpammer ? Spam(face, w, annotators[w].Sort) : Honest(face, tangents, w, annotators[w], blunders, hidden))];
    }

    private SimulatedLabel Honest(
        SimulatedFace face, ImagePoint[] tangents, int w, SimulatedAnnotator annotator, Dictionary<string, ImagePoint> blunders, string? hidden)
    {
        var points = new ImagePoint?[scheme.Count];
        var gross = new bool[scheme.Count];
        var factor = face.Difficulty * Experience(w);
        foreach (var group in scheme.Groups)
        {
            var g = (int)group.Kind;
            var shift = new ImagePoint(dice.Normal(), dice.Normal()) * (Math.Sqrt(world.SharedShift) * annotator.Normal[g] * factor);
            var bias = annotator.Bias[g];
            var turned = new ImagePoint((face.Cos * bias.X) - (face.Sin * bias.Y), (face.Sin * bias.X) + (face.Cos * bias.Y));
            var common = blunders.TryGetValue(group.Key, out var blunder) && dice.Chance(0.7) ? blunder : default;
            var (leftOut, guessed) = group.Key == hidden ? (dice.Chance(0.3), 3.0) : (false, 1.0);
            foreach (var l in group.Landmarks)
            {
                var (t, n) = (tangents[l], new ImagePoint(-tangents[l].Y, tangents[l].X));
                var across = annotator.Normal[g] * annotator.Normal[g];
                var own = Math.Sqrt(Math.Max((annotator.Tangent[g] * annotator.Tangent[g]) - (world.SharedShift * across), 0));
                var error = (t * (own * factor * guessed * dice.Tailed(world.TailFreedom)))
                    + (n * (Math.Sqrt((1 - world.SharedShift) * across) * factor * guessed * dice.Tailed(world.TailFreedom)));
                gross[l] = dice.Chance(annotator.Sort == AnnotatorSort.Sloppy ? world.SloppyShare : world.SlipShare);
                if (gross[l]) error = Somewhere();
                points[l] = leftOut ? null : face.Truth[l] + turned + shift + common + error;
            }
        }

        return Exchanged(w, points, gross);
    }

    private SimulatedLabel Spam(SimulatedFace face, int w, AnnotatorSort sort)
    {
        var shape = sort == AnnotatorSort.MeanShape ? [.. scheme.MeanShape] : SimulatedFace.Shape(scheme, dice, dice.Uniform(0.75, 1), 0);
        // The spammer drags the shape over the face, and nudges a little so that it looks like work.
        var (turn, scale) = (0.05 * dice.Normal(), 100 * Math.Exp(0.05 * dice.Normal()));
        var (cos, sin) = (scale * Math.Cos(turn), scale * Math.Sin(turn));
        var place = new Similarity((cos * face.Cos) - (sin * face.Sin), (sin * face.Cos) + (cos * face.Sin), face.Middle.X + (3 * dice.Normal()), face.Middle.Y + (3 * dice.Normal()));
        var points = place.Apply(shape).Select(p => (ImagePoint?)(p + new ImagePoint(dice.Normal(), dice.Normal()))).ToArray();
        return new SimulatedLabel(w, points, new bool[scheme.Count], [.. Enumerable.Repeat(true, scheme.Count)]);
    }

    private SimulatedLabel Exchanged(int w, ImagePoint?[] points, bool[] gross)
    {
        var swapped = new bool[scheme.Count];
        if (!dice.Chance(world.SwapShare)) return new SimulatedLabel(w, points, swapped, gross);
        var whole = dice.Chance(0.6);
        var kind = SwappableAlone[dice.Below(SwappableAlone.Length)];
        for (var l = 0; l < swapped.Length; l++) swapped[l] = whole || scheme.Kinds[l] == kind;
        ImagePoint?[] exchanged = [.. points.Select((p, l) => swapped[l] ? points[scheme.Mirrors[l]] : p)];
        return new SimulatedLabel(w, exchanged, swapped, gross);
    }

    private ImagePoint Somewhere()
    {
        var (angle, far) = (dice.Uniform(0, 2 * Math.PI), dice.Uniform(10, 50));
        return new ImagePoint(far * Math.Cos(angle), far * Math.Sin(angle));
    }

    private double Experience(int w)
    {
        if (!world.LearnAndTire) return 1;
        var n = made[w] = made.GetValueOrDefault(w) + 1;
        return (1 + Math.Exp(-n / 30.0)) * (1 + (0.5 * Math.Pow(n % 100 / 100.0, 3)));
    }
}

/// <summary>The direction of each landmark's curve: along the line through its neighbours; x where it is on none.</summary>
internal static class Tangents
{
    public static ImagePoint[] Of(LandmarkScheme scheme, ImagePoint[] points)
    {
        var tangents = new ImagePoint[scheme.Count];
        Array.Fill(tangents, new ImagePoint(1, 0));
        foreach (var contour in scheme.Contours)
        {
            var n = contour.Landmarks.Length;
            for (var i = 0; i < n; i++)
            {
                var before = contour.Landmarks[contour.Closed ? (i + n - 1) % n : Math.Max(i - 1, 0)];
                var after = contour.Landmarks[contour.Closed ? (i + 1) % n : Math.Min(i + 1, n - 1)];
                var along = points[after] - points[before];
                tangents[contour.Landmarks[i]] = along * (1 / Math.Max(Math.Sqrt((along.X * along.X) + (along.Y * along.Y)), 1e-9));
            }
        }

        return tangents;
    }
}
