using System.Runtime.CompilerServices;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Step 0: finds and undoes exchanged left and right. The direction from the eyes to the mouth gives the face's own image-right axis, whatever
/// its roll; along it each mirror pair must lie in order. Where the head is turned so far that the order says nothing, the other labels do.
/// </summary>
internal static class SideOrder
{
    /// <summary>Below this share of the eye-to-mouth distance the order of a set says nothing.</summary>
    public const double UndecidedShare = 0.06;

    /// <summary>By how much the exchanged order must be nearer to another label before that counts as a vote for it.</summary>
    private const double ClearlyNearer = 0.8;

    /// <summary>
    /// How each side set (bit s of the answer) lies: <c>Exchanged</c> where more than half of its mirror pairs lie the wrong way round along the face's
    /// image-right axis, <c>Plain</c> where more than half lie in order, neither where it cannot be told. A majority and not the mean over the pairs
    /// (quality design 4.2, step 0): one landmark that lies far off, which is for the robust position to deal with, must not turn its group.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (ulong Exchanged, ulong Plain) Measure(SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (eyes, mouth) = (Centroid(scheme.Eyes, x, y), Centroid(scheme.Mouth, x, y));
        var axis = new FaceAxis(eyes.X, eyes.Y, mouth.X - eyes.X, mouth.Y - eyes.Y);
        if (!(axis.Square > 1e-12)) return (0, 0);
        var (exchanged, plain) = (0UL, 0UL);
        for (var s = 0; s < scheme.SideSets.Length; s++)
        {
            var (pairs, ahead, behind) = (scheme.SideSets[s].Pairs, 0, 0);
            var placed = 0;
            foreach (var (left, right) in pairs)
            {
                var (from, to) = (axis.Along(x[left], y[left]), axis.Along(x[right], y[right]));
                if (double.IsNaN(from + to)) continue;
                placed++;
                // A pair without fellows counts only where both lie on the wrong side of the face's middle: one wild landmark passes one of them.
                if (to - from > UndecidedShare) ahead++;
                else if (to - from < -UndecidedShare && (pairs.Length > 1 || (from > 0 && to < 0))) behind++;
            }

            if (2 * behind > placed) exchanged |= 1UL << s;
            else if (2 * ahead > placed) plain |= 1UL << s;
        }

        return (exchanged, plain);
    }

    /// <summary>
    /// Puts the labels (arrays of <paramref name="labels"/> faces, one after the other) in canonical order, in place. Bit s of
    /// <paramref name="swapped"/>[k] says that side set s of label k was exchanged.
    /// </summary>
    public static void Correct(SchemeGeometry scheme, Span<double> x, Span<double> y, int labels, Span<ulong> swapped)
    {
        Span<ulong> undecided = stackalloc ulong[labels];
        var n = scheme.Count;
        for (var k = 0; k < labels; k++)
        {
            (swapped[k], var plain) = Measure(scheme, x.Slice(k * n, n), y.Slice(k * n, n));
            undecided[k] = ~(swapped[k] | plain);
            Exchange(scheme, x.Slice(k * n, n), y.Slice(k * n, n), swapped[k]);
        }

        if (labels > 1) AskTheOthers(scheme, x, y, labels, undecided, swapped);
    }

    private static void AskTheOthers(SchemeGeometry scheme, Span<double> x, Span<double> y, int labels, ReadOnlySpan<ulong> undecided, Span<ulong> swapped)
    {
        Span<ulong> outvoted = stackalloc ulong[labels];
        outvoted.Clear();
        var any = 0UL;
        for (var k = 0; k < labels; k++)
        {
            for (var s = 0; s < scheme.SideSets.Length; s++)
                if ((undecided[k] & (1UL << s)) != 0 && IsOutvoted(scheme, x, y, labels, undecided, k, s)) outvoted[k] |= 1UL << s;
            any |= outvoted[k];
        }

        if (any == 0) return;
        var n = scheme.Count;
        for (var k = 0; k < labels; k++)
        {
            Exchange(scheme, x.Slice(k * n, n), y.Slice(k * n, n), outvoted[k]);
            swapped[k] |= outvoted[k];
        }
    }

    // Labels whose own order is plain decide alone. Without one, two of the undecided have to agree: of two that differ nobody knows which is wrong.
    private static bool IsOutvoted(SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int labels, ReadOnlySpan<ulong> undecided, int k, int s)
    {
        Span<int> votes = stackalloc int[2];
        Span<int> against = stackalloc int[2];
        (votes[0], votes[1], against[0], against[1]) = (0, 0, 0, 0);
        for (var j = 0; j < labels; j++)
        {
            if (j == k) continue;
            var sort = (int)((undecided[j] >> s) & 1);
            if (PrefersExchange(scheme, x, y, k, j, s) is not { } exchange) continue;
            if (exchange) votes[sort]++;
            else against[sort]++;
        }

        return votes[0] + against[0] > 0 ? votes[0] > against[0] : votes[1] >= 2 && votes[1] > against[1];
    }

    private static bool? PrefersExchange(SchemeGeometry scheme, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int k, int j, int s)
    {
        double same = 0, exchanged = 0;
        var n = scheme.Count;
        foreach (var l in scheme.SideSets[s].Landmarks)
        {
            var (of, mirror, other) = ((k * n) + l, (k * n) + scheme.Mirrors[l], (j * n) + l);
            var (a, b) = (Distance(x[of] - x[other], y[of] - y[other]), Distance(x[mirror] - x[other], y[mirror] - y[other]));
            if (double.IsNaN(a + b)) continue;
            (same, exchanged) = (same + a, exchanged + b);
        }

        return same + exchanged > 0 ? exchanged < ClearlyNearer * same : null;
    }

    private static void Exchange(SchemeGeometry scheme, Span<double> x, Span<double> y, ulong sets)
    {
        for (var s = 0; sets >> s != 0 && s < scheme.SideSets.Length; s++)
        {
            if ((sets & (1UL << s)) == 0) continue;
            foreach (var (left, right) in scheme.SideSets[s].Pairs)
                (x[left], x[right], y[left], y[right]) = (x[right], x[left], y[right], y[left]);
        }
    }

    private static (double X, double Y) Centroid(int[] landmarks, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sumX = 0, sumY = 0;
        var count = 0;
        foreach (var l in landmarks)
        {
            if (double.IsNaN(x[l])) continue;
            (sumX, sumY) = (sumX + x[l], sumY + y[l]);
            count++;
        }

        return count < 2 ? (double.NaN, double.NaN) : (sumX / count, sumY / count);
    }

    private static double Distance(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    /// <summary>The face's image-right axis: across the way from the eyes to the mouth, in lengths of that way, 0 on the line through both.</summary>
    private readonly record struct FaceAxis(double X, double Y, double DownX, double DownY)
    {
        public double Square { get; } = (DownX * DownX) + (DownY * DownY);

        public double Along(double x, double y) => (((x - X) * DownY) - ((y - Y) * DownX)) / Square;
    }
}
