using System.Runtime.CompilerServices;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>What the estimator asks of a scheme for every face, worked out once: neighbours on the curve, mirror pairs, the mean shape.</summary>
internal sealed class SchemeGeometry
{
    private static readonly ConditionalWeakTable<LandmarkScheme, SchemeGeometry> Known = [];

    private SchemeGeometry(LandmarkScheme scheme)
    {
        Scheme = scheme;
        Kinds = [.. scheme.Kinds.Select(k => (int)k)];
        Mirrors = [.. scheme.Mirrors];
        (Before, After) = Neighbours(scheme);
        MeanX = [.. scheme.MeanShape.Select(p => 100 * p.X)];
        MeanY = [.. scheme.MeanShape.Select(p => 100 * p.Y)];
        KindSizes = [.. Enumerable.Range(0, ErrorPriors.Kinds).Select(k => Kinds.Count(of => of == k))];
        SideSets = SideSet.Of(scheme);
        Eyes = [.. Enumerable.Range(0, Count).Where(l => scheme.Kinds[l] == LandmarkKind.Eye)];
        Mouth = [.. Enumerable.Range(0, Count).Where(l => scheme.Kinds[l] == LandmarkKind.Mouth)];
    }

    public LandmarkScheme Scheme { get; }

    public int Count => Kinds.Length;

    /// <summary><see cref="LandmarkKind"/> as a number, by landmark.</summary>
    public int[] Kinds { get; }

    public int[] Mirrors { get; }

    /// <summary>Number of landmarks of each kind.</summary>
    public int[] KindSizes { get; }

    /// <summary>The landmarks before and after each one on its curve (itself at an open end); −1 for a landmark on no curve.</summary>
    public int[] Before { get; }

    public int[] After { get; }

    /// <summary>The scheme's mean shape in per cent of the normalising distance.</summary>
    public double[] MeanX { get; }

    public double[] MeanY { get; }

    public SideSet[] SideSets { get; }

    public int[] Eyes { get; }

    public int[] Mouth { get; }

    public static SchemeGeometry Of(LandmarkScheme scheme) => Known.GetValue(scheme, static s => new SchemeGeometry(s));

    private static (int[] Before, int[] After) Neighbours(LandmarkScheme scheme)
    {
        var (before, after) = (new int[scheme.Count], new int[scheme.Count]);
        Array.Fill(before, -1);
        Array.Fill(after, -1);
        foreach (var contour in scheme.Contours)
        {
            var n = contour.Landmarks.Length;
            for (var i = 0; i < n; i++)
            {
                before[contour.Landmarks[i]] = contour.Landmarks[contour.Closed ? (i + n - 1) % n : Math.Max(i - 1, 0)];
                after[contour.Landmarks[i]] = contour.Landmarks[contour.Closed ? (i + 1) % n : Math.Min(i + 1, n - 1)];
            }
        }

        return (before, after);
    }
}
