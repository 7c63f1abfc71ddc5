using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>A face's true landmarks: the mean shape with smooth deformations of its own, groups moved, mouth opened, head turned.</summary>
internal sealed class SimulatedFace
{
    private const double EyesPx = 100;

    private SimulatedFace(ImagePoint[] truth, double cos, double sin, double difficulty, ImagePoint middle) =>
        (Truth, Cos, Sin, Difficulty, Middle) = (truth, cos, sin, difficulty, middle);

    /// <summary>Pixels.</summary>
    public ImagePoint[] Truth { get; }

    /// <summary>The roll of the head.</summary>
    public double Cos { get; }

    public double Sin { get; }

    /// <summary>Factor on every annotator's standard deviation.</summary>
    public double Difficulty { get; }

    public ImagePoint Middle { get; }

    public static SimulatedFace Of(LandmarkScheme scheme, WorldSettings world, Dice dice)
    {
        var profile = dice.Chance(world.Profiles);
        var shape = Shape(scheme, dice, profile ? dice.Uniform(0.15, 0.4) : dice.Uniform(0.75, 1), profile ? dice.Uniform(0.15, 0.3) : 0);
        var roll = 10 * dice.Normal() * Math.PI / 180;
        var middle = new ImagePoint(dice.Uniform(300, 900), dice.Uniform(300, 900));
        var place = new Similarity(EyesPx * Math.Cos(roll), EyesPx * Math.Sin(roll), middle.X, middle.Y);
        return new SimulatedFace(place.Apply(shape), Math.Cos(roll), Math.Sin(roll), Math.Exp(world.DifficultySpread * dice.Normal()), middle);
    }

    /// <summary>A shape in inter-ocular distances, upright.</summary>
    public static ImagePoint[] Shape(LandmarkScheme scheme, Dice dice, double squeeze, double depth)
    {
        // Low-rank: a few smooth fields over the face, the same for all landmarks of a place.
        Span<double> a = stackalloc double[8];
        foreach (ref var v in a) v = 0.04 * dice.Normal();
        var moves = scheme.Groups.ToDictionary(g => g.Key, _ => new ImagePoint(0.015 * dice.Normal(), 0.02 * dice.Normal()));
        var open = Math.Max(0, 0.12 * dice.Normal());
        var shape = new ImagePoint[scheme.Count];
        foreach (var group in scheme.Groups)
        {
            foreach (var l in group.Landmarks)
            {
                var (u, v) = (scheme.MeanShape[l].X, scheme.MeanShape[l].Y);
                var x = u * (1 + a[0] + (a[1] * v)) + (a[2] * 0.5 * Math.Sin(3 * v)) + moves[group.Key].X;
                var y = v * (1 + a[3] + (a[4] * u * u)) + (a[5] * Math.Abs(u)) + (a[6] * 0.4 * Math.Cos(3 * u)) + moves[group.Key].Y;
                // The jaw follows the opening mouth, the lower lip all the way.
                var low = group.Kind == LandmarkKind.Mouth ? Math.Clamp((v - 0.85) / 0.2, 0, 1) : group.Kind == LandmarkKind.Contour ? Math.Clamp((v - 0.6) / 0.8, 0, 1) : 0;
                // Turning the head narrows it, and moves what is nearer than the outline to one side.
                var near = Math.Max(0, 1 - (2 * u * u));
                shape[l] = new ImagePoint((x * squeeze) + (depth * near), y + (low * open));
            }
        }

        return shape;
    }
}
