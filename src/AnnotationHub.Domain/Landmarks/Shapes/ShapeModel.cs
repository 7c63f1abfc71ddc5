using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks.Shapes;

/// <summary>
/// How faces of a scheme differ from their mean, once moved, turned and scaled onto it: a linear Gaussian model
/// x = mean + W·b + e with b ~ N(0, I) and e ~ N(0, noise²·I) (probabilistic principal components: Tipping and Bishop, J. R. Statist. Soc. B 61,
/// 1999). Lengths are in normalising distances. From the landmarks already placed it tells where the others will be.
/// </summary>
/// <param name="Mean">One point per landmark, as <see cref="LandmarkScheme.MeanShape"/>.</param>
/// <param name="Modes">The columns of W, strongest first: each x0, y0, x1, y1, … of one standard deviation.</param>
/// <param name="Noise">Standard deviation of what the modes leave out, per coordinate; positive.</param>
public sealed record ShapeModel(ImmutableArray<ImagePoint> Mean, ImmutableArray<ImmutableArray<double>> Modes, double Noise)
{
    /// <summary>How far a person's click misses, per coordinate, in normalising distances: what is known is not known exactly.</summary>
    private const double PlacementNoise = 0.01;

    /// <summary>Passes of fitting the pose and the shape in turn; the second already changes little.</summary>
    private const int Passes = 3;

    /// <summary>
    /// Every landmark's expected position, in the frame of the known ones: the conditional mean, with position, turn and size fitted along.
    /// The known landmarks come back as they were given. Null for fewer than two distinct known landmarks.
    /// </summary>
    /// <param name="known">Index and position of each landmark placed so far, none twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A known index is not one of the scheme's.</exception>
    public ImmutableArray<ImagePoint>? Complete(IReadOnlyCollection<KeyValuePair<int, ImagePoint>> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        foreach (var (index, _) in known)
        {
            if (index < 0 || index >= Mean.Length)
                throw new ArgumentOutOfRangeException(nameof(known), index, $"Landmarks are 0 to {Mean.Length - 1}.");
        }

        int[] at = [.. known.Select(k => k.Key)];
        ImagePoint[] to = [.. known.Select(k => k.Value)];
        if (Similarity.Fit([.. at.Select(i => Mean[i])], to) is not { Scale: > 0 } pose)
            return null;

        ImagePoint[] shape = [.. Mean];
        for (var pass = 0; pass < Passes; pass++)
        {
            shape = Expected(at, pose.Inverse().Apply(to));
            if (Similarity.Fit([.. at.Select(i => shape[i])], to) is not { Scale: > 0 } better)
                break;
            pose = better;
        }

        var completed = pose.Apply(shape);
        for (var k = 0; k < at.Length; k++)
            completed[at[k]] = to[k];
        return [.. completed];
    }

    /// <summary>
    /// The mean plus the modes that the known landmarks (already in the model's frame) make likely. Four more columns, the tangents of
    /// moving, scaling and turning the mean, have no prior: a pose that is a little off must not be explained by the shape.
    /// </summary>
    private ImagePoint[] Expected(int[] at, ImagePoint[] to)
    {
        var count = Modes.Length + 4;
        var variance = (Noise * Noise) + (PlacementNoise * PlacementNoise);
        var (normal, right) = (new double[count, count], new double[count]);
        Span<double> row = stackalloc double[count];
        for (var k = 0; k < at.Length; k++)
        {
            for (var axis = 0; axis < 2; axis++)
            {
                Row(at[k], axis, row);
                var residual = axis == 0 ? to[k].X - Mean[at[k]].X : to[k].Y - Mean[at[k]].Y;
                for (var i = 0; i < count; i++)
                {
                    right[i] += row[i] * residual;
                    for (var j = 0; j <= i; j++)
                        normal[i, j] += row[i] * row[j];
                }
            }
        }

        for (var i = 0; i < count; i++)
            normal[i, i] += i < 4 ? 1e-9 : variance;

        var weights = SymmetricMatrix.Solve(normal, right);
        var shape = new ImagePoint[Mean.Length];
        for (var l = 0; l < shape.Length; l++)
        {
            Row(l, 0, row);
            var x = Mean[l].X + Dot(row, weights);
            Row(l, 1, row);
            shape[l] = new ImagePoint(x, Mean[l].Y + Dot(row, weights));
        }

        return shape;
    }

    private void Row(int landmark, int axis, Span<double> row)
    {
        var p = Mean[landmark];
        (row[0], row[1], row[2], row[3]) = axis == 0 ? (1, 0, p.X, -p.Y) : (0, 1, p.Y, p.X);
        for (var m = 0; m < Modes.Length; m++)
            row[m + 4] = Modes[m][(2 * landmark) + axis];
    }

    private static double Dot(ReadOnlySpan<double> a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
