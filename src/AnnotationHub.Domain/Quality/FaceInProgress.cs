using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>One face while its consensus is being estimated. Inside, everything is in per cent of the normalising distance.</summary>
internal sealed class FaceInProgress
{
    private const double LeastDifficulty = 0.25;
    private const double GreatestDifficulty = 9;

    /// <summary>Degrees of freedom that an ordinary face is worth: what the difficulty is shrunk by.</summary>
    private const double DifficultyPrior = 60;

    private readonly PlacedLandmark[][] labels;
    private readonly AnnotatorParameters[] annotators;
    private readonly ImagePoint[] positions;
    private readonly LabelPosterior[][] posteriors;
    private readonly double percentPerPx;
    private readonly ImagePoint axis;
    private ImagePoint[] tangents;
    private double difficulty = 1;

    public FaceInProgress(LandmarkScheme scheme, PlacedLandmark[][] labels, AnnotatorParameters[] annotators, FaceBox box)
    {
        (Scheme, this.labels, this.annotators) = (scheme, labels, annotators);
        Visibility = [.. Enumerable.Range(0, scheme.Count).Select(l => VisibilityVote.Of(labels.Select(label => label[l].Visibility)))];
        positions = [.. Enumerable.Range(0, scheme.Count).Select(Start)];
        DistancePx = FaceNormalizer.Distance(scheme, l => Visibility[l] == Landmarks.Visibility.Outside ? null : positions[l], box);
        percentPerPx = 100 / DistancePx;
        for (var l = 0; l < positions.Length; l++) positions[l] *= percentPerPx;
        axis = FaceAxis();
        tangents = CurveFrames.Tangents(scheme, positions, axis);
        posteriors = [.. labels.Select(_ => new LabelPosterior[scheme.Count])];
        TangentVariances = new double[scheme.Count];
        NormalVariances = new double[scheme.Count];
    }

    public LandmarkScheme Scheme { get; }

    public double DistancePx { get; }

    public Visibility[] Visibility { get; }

    public double[] TangentVariances { get; }

    public double[] NormalVariances { get; }

    public void Iterate(bool isLast)
    {
        double squares = 0, freedom = 0;
        for (var l = 0; l < Scheme.Count; l++) IterateLandmark(l, ref squares, ref freedom);
        if (isLast) return;
        difficulty = Math.Clamp(difficulty * (DifficultyPrior + squares) / (DifficultyPrior + freedom), LeastDifficulty, GreatestDifficulty);
        tangents = CurveFrames.Tangents(Scheme, positions, axis);
    }

    public PlacedLandmark Landmark(int l) => Visibility[l] == Landmarks.Visibility.Outside
        ? new PlacedLandmark(default, Visibility[l])
        : new PlacedLandmark(positions[l] * (1 / percentPerPx), Visibility[l]);

    public PointCovariance Covariance(int l)
    {
        var scale = 1 / (percentPerPx * percentPerPx);
        var (t, vt, vn) = (tangents[l], TangentVariances[l] * scale, NormalVariances[l] * scale);
        return new PointCovariance((vt * t.X * t.X) + (vn * t.Y * t.Y), (vt - vn) * t.X * t.Y, (vt * t.Y * t.Y) + (vn * t.X * t.X));
    }

    public LabelFit Fit(int k, ImmutableArray<string> swapped)
    {
        double distance = 0, inliers = 0;
        var count = 0;
        for (var l = 0; l < Scheme.Count; l++)
        {
            if (!Counts(k, l)) continue;
            distance += positions[l].DistanceTo(labels[k][l].Point * percentPerPx);
            inliers += posteriors[k][l].Inlier;
            count++;
        }

        return new LabelFit(count == 0 ? 0 : distance / count, count == 0 ? 1 : inliers / count, swapped, Evidence(k, swapped.Length > 0));
    }

    private AnnotatorSkill Evidence(int k, bool hasSwaps)
    {
        var skill = new AnnotatorSkill { Faces = 1, Swaps = hasSwaps ? 1 : 0 };
        for (var l = 0; l < Scheme.Count; l++)
        {
            if (!Counts(k, l)) continue;
            skill.Sums[(int)Scheme.Kinds[l]] += Sums(k, l);
            skill.GrossErrors += 1 - posteriors[k][l].Inlier;
            skill.Points++;
        }

        var slope = ShapeSlope.Of(Scheme, positions, l => Counts(k, l) ? labels[k][l].Point * percentPerPx : null);
        (skill.SlopeCross, skill.SlopeSquare) = (slope.Cross, slope.Square);
        return skill;
    }

    private KindSums Sums(int k, int l)
    {
        var kind = Scheme.Kinds[l];
        var (kt, kn) = (ErrorPriors.TangentFactor(kind), ErrorPriors.NormalFactor(kind));
        var p = posteriors[k][l];
        var (t, n) = (tangents[l], Normal(tangents[l]));
        var f = (p.TangentFreedom + p.NormalFreedom) / 2;
        var weight = 1 / (difficulty * kt * kn);
        var bias = ToFace((t * p.Tangent) + (n * p.Normal)) + (annotators[k].Kinds[(int)kind].Bias * f);
        return new KindSums(
            p.TangentSquare / (kt * kt * difficulty), p.NormalSquare / (kn * kn * difficulty), p.TangentFreedom, p.NormalFreedom,
            bias.X * weight, bias.Y * weight, f * weight);
    }

    private void IterateLandmark(int l, ref double squares, ref double freedom)
    {
        Span<LabelResidual> residuals = stackalloc LabelResidual[labels.Length];
        Span<LabelPosterior> found = stackalloc LabelPosterior[labels.Length];
        Span<int> from = stackalloc int[labels.Length];
        var count = 0;
        for (var k = 0; k < labels.Length; k++)
        {
            if (!Counts(k, l)) continue;
            from[count] = k;
            residuals[count++] = Residual(k, l);
        }

        if (count == 0) return;
        var solved = InlierSubsets.Solve(residuals[..count], found[..count]);
        positions[l] += (tangents[l] * solved.TangentShift) + (Normal(tangents[l]) * solved.NormalShift);
        (TangentVariances[l], NormalVariances[l]) = (solved.TangentVariance, solved.NormalVariance);
        for (var i = 0; i < count; i++)
        {
            posteriors[from[i]][l] = found[i];
            squares += (found[i].TangentSquare / residuals[i].TangentVariance) + (found[i].NormalSquare / residuals[i].NormalVariance);
            freedom += found[i].TangentFreedom + found[i].NormalFreedom;
        }
    }

    private LabelResidual Residual(int k, int l)
    {
        var kind = Scheme.Kinds[l];
        var error = annotators[k].Kinds[(int)kind];
        var off = (labels[k][l].Point * percentPerPx) - ToImage(error.Bias) - positions[l];
        var (t, n) = (tangents[l], Normal(tangents[l]));
        return new LabelResidual(
            (off.X * t.X) + (off.Y * t.Y),
            (off.X * n.X) + (off.Y * n.Y),
            Square(error.TangentSigma * ErrorPriors.TangentFactor(kind)) * difficulty,
            Square(error.NormalSigma * ErrorPriors.NormalFactor(kind)) * difficulty,
            annotators[k].GrossShare);
    }

    private bool Counts(int k, int l) => Visibility[l] != Landmarks.Visibility.Outside && labels[k][l].HasPosition;

    private ImagePoint Start(int l)
    {
        var points = labels.Where(label => label[l].HasPosition).Select(label => label[l].Point).ToList();
        return points.Count == 0 ? default : new ImagePoint(Median([.. points.Select(p => p.X)]), Median([.. points.Select(p => p.Y)]));
    }

    /// <summary>The face's own x axis: from its eye on the image's left to the other.</summary>
    private ImagePoint FaceAxis()
    {
        var along = positions[Scheme.Normalization.ImageRight] - positions[Scheme.Normalization.ImageLeft];
        var length = Math.Sqrt((along.X * along.X) + (along.Y * along.Y));
        return length > 1e-9 ? along * (1 / length) : new ImagePoint(1, 0);
    }

    private ImagePoint ToImage(ImagePoint p) => new((axis.X * p.X) - (axis.Y * p.Y), (axis.Y * p.X) + (axis.X * p.Y));

    private ImagePoint ToFace(ImagePoint p) => new((axis.X * p.X) + (axis.Y * p.Y), (axis.X * p.Y) - (axis.Y * p.X));

    private static ImagePoint Normal(ImagePoint tangent) => new(-tangent.Y, tangent.X);

    private static double Square(double v) => v * v;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
