namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>Step 3: what one label of one face adds to its annotator's record, while it is being summed landmark by landmark.</summary>
internal sealed class EvidenceSums
{
    private const int PerKind = 7;

    /// <summary>Deviations from the mean shape beyond this count no further; per cent.</summary>
    private const double SlopeClip = 25;

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
    /// Whether a label follows this face or always the mean face: the regression of its deviation from the scheme's mean shape on the
    /// consensus', both about their centroids, upright, in per cent (quality design 4.6). All arrays are in the face's frame.
    /// </summary>
    public static (double Cross, double Square) Slope(
        SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y, AnnotatorWeights bias, ReadOnlySpan<double> faceX, ReadOnlySpan<double> faceY)
    {
        double n = 0, ax = 0, ay = 0, zx = 0, zy = 0, mx = 0, my = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(x[l])) continue;
            n++;
            (ax, ay) = (ax + x[l] + bias.BiasX[scheme.Kinds[l]], ay + y[l] + bias.BiasY[scheme.Kinds[l]]);
            (zx, zy, mx, my) = (zx + faceX[l], zy + faceY[l], mx + scheme.MeanX[l], my + scheme.MeanY[l]);
        }

        if (n < 6) return (0, 0);
        (ax, ay, zx, zy) = ((ax - mx) / n, (ay - my) / n, (zx - mx) / n, (zy - my) / n);
        double cross = 0, square = 0;
        for (var l = 0; l < x.Length; l++)
        {
            if (double.IsNaN(x[l])) continue;
            var (dx, dy) = (Clip(x[l] + bias.BiasX[scheme.Kinds[l]] - scheme.MeanX[l] - ax), Clip(y[l] + bias.BiasY[scheme.Kinds[l]] - scheme.MeanY[l] - ay));
            var (ex, ey) = (Clip(faceX[l] - scheme.MeanX[l] - zx), Clip(faceY[l] - scheme.MeanY[l] - zy));
            cross += (dx * ex) + (dy * ey);
            square += (ex * ex) + (ey * ey);
        }

        return (cross, square);
    }

    private static double Clip(double v) => Math.Clamp(v, -SlopeClip, SlopeClip);

    private static double Round(double v) => Math.Round(v * 65536) / 65536;
}
