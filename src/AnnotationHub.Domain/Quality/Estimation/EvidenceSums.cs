using System.Runtime.CompilerServices;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>Step 3: what one label of one face adds to its annotator's record, while it is being summed landmark by landmark.</summary>
internal sealed class EvidenceSums
{
    private const int PerKind = 7;

    private readonly double[] kinds = new double[ErrorPriors.Kinds * PerKind];
    private double gross;
    private int points;
    private double squares;
    private double freedom;
    private double distance;

    public double MeanPercent => points == 0 ? 0 : distance / points;

    public double InlierShare => points == 0 ? 1 : 1 - (gross / points);

    /// <summary>Squared residuals over what was expected of this annotator on this face; 1 on average, 0 where there is nothing to compare with.</summary>
    public double NoiseRatio => freedom > 1e-9 ? squares / freedom : 0;

    public void Clear()
    {
        Array.Clear(kinds);
        (gross, points, squares, freedom, distance) = (0, 0, 0, 0, 0);
    }

    /// <param name="kt2">Squared tangent factor of the landmark times the face's difficulty, <paramref name="kn2"/> the normal's.</param>
    /// <param name="tx">The landmark's tangent in the face's frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int kind, in LabelPosterior p, double kt2, double kn2, double tx, double ty, AnnotatorWeights annotator)
    {
        var to = kinds.AsSpan(kind * PerKind, PerKind);
        var f = (p.TangentFreedom + p.NormalFreedom) / 2;
        var weight = 1 / Math.Sqrt(kt2 * kn2);
        to[0] += p.TangentSquare / kt2;
        to[1] += p.NormalSquare / kn2;
        to[2] += p.TangentFreedom;
        to[3] += p.NormalFreedom;
        to[4] += ((p.Tangent * tx) - (p.Normal * ty) + (annotator.BiasX[kind] * f)) * weight;
        to[5] += ((p.Tangent * ty) + (p.Normal * tx) + (annotator.BiasY[kind] * f)) * weight;
        to[6] += f * weight;
        gross += 1 - p.Inlier;
        points++;
        squares += (p.TangentSquare * annotator.Tangent[kind] / kt2) + (p.NormalSquare * annotator.Normal[kind] / kn2);
        freedom += p.TangentFreedom + p.NormalFreedom;
    }

    public void AddDistance(double percent) => distance += percent;

    /// <summary>Writes the evidence, each number rounded to 1/65,536, so that sums of it are exact in any order and can be taken off again.</summary>
    public void WriteTo(AnnotatorSkill skill, (double Cross, double Square) slope, bool hasSwaps)
    {
        for (var g = 0; g < ErrorPriors.Kinds; g++)
        {
            var s = kinds.AsSpan(g * PerKind, PerKind);
            skill.Sums[g] = new KindSums(Round(s[0]), Round(s[1]), Round(s[2]), Round(s[3]), Round(s[4]), Round(s[5]), Round(s[6]));
        }

        (skill.GrossErrors, skill.Points) = (Round(gross), points);
        (skill.SlopeCross, skill.SlopeSquare) = (Round(slope.Cross), Round(slope.Square));
        (skill.Faces, skill.Swaps) = (1, hasSwaps ? 1 : 0);
    }

    /// <summary>
    /// Whether a label follows this face or always the mean face: the regression of its shape's deviation from the population's mean shape on the
    /// consensus' (quality design 4.6; there about the centroids alone). All arrays are in the face's frame.
    /// </summary>
    /// <param name="x">The label, its annotator's bias taken out.</param>
    /// <param name="rawX">Room for the label as it was placed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Cross, double Square) Slope(
        SchemeGeometry scheme, MeanShape mean, ReadOnlySpan<double> x, ReadOnlySpan<double> y, AnnotatorWeights bias,
        ReadOnlySpan<double> faceX, ReadOnlySpan<double> faceY, Span<double> rawX, Span<double> rawY)
    {
        for (var l = 0; l < x.Length; l++) (rawX[l], rawY[l]) = (x[l] + bias.BiasX[scheme.Kinds[l]], y[l] + bias.BiasY[scheme.Kinds[l]]);
        if (ShapeDeviations.Of(mean, rawX, rawY, x) is not { } label || ShapeDeviations.Of(mean, faceX, faceY, x) is not { } face) return (0, 0);
        double cross = 0, square = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(x[l])) continue;
            var (dx, dy) = label.From(mean, l, rawX[l], rawY[l]);
            var (ex, ey) = face.From(mean, l, faceX[l], faceY[l]);
            cross += (dx * ex) + (dy * ey);
            square += (ex * ex) + (ey * ey);
        }

        return (cross, square);
    }

    private static double Round(double v) => Math.Round(v * 65536) / 65536;
}
