using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>
/// Sums over the faces that two annotators both labelled, from which it shows whether one copied the other. The variance of the difference of
/// two honest labels is the sum of their variances, <c>Var(a−b) = v_a + v_b − 2ρ√(v_a v_b)</c>: what is missing is their correlation ρ. Faces
/// that both find hard make the differences larger, never smaller, so that shared difficulty does not look like copying. How exact each of the two
/// is follows from their own record, their distances from the consensus of all (<see cref="AnnotatorParameters.Freedom"/> says how much of one there
/// is), not from what is usual. A third label cannot tell two exact hands from two copies: both lie equally near each other and equally far from
/// it, unless its own noise is known (Grubbs, J. Am. Stat. Assoc. 43, 1948). For a person to look at.
/// </summary>
/// <param name="Faces">Faces in common.</param>
/// <param name="Points">Landmarks that both placed.</param>
/// <param name="IdenticalPoints">Those at the very same spot, which two hands never hit by chance.</param>
/// <param name="LogRatios">Sum over faces of the logarithm of the squared differences over their expectation, and of its square.</param>
public readonly record struct CopyingEvidence(int Faces, int Points, int IdenticalPoints, double LogRatios, double LogRatioSquares)
{
    private const byte Format = 1;

    /// <summary>Nearer than this, in pixels of the photograph, is the same spot: clicks come in fractions of a pixel at the usual zoom.</summary>
    private const double SameSpotPx = 0.02;

    private const int LeastFaces = 3;

    /// <summary>Standard deviation of the logarithm for two honest annotators: difficulty, and what is not known of either.</summary>
    private const double HonestDeviation = 0.6;

    /// <summary>No honest pair in a million lies so many standard errors low.</summary>
    private const double Deviations = 5;

    /// <summary>Two annotators who are merely alike, and better than is known of them, correlate below this.</summary>
    public const double LeastCorrelation = 0.88;

    /// <summary>
    /// Standard deviation, per cent, of a very exact hand: what everybody is taken to be until their own record says that they are noisier. Neither the
    /// usual noise nor a short record will do, which the others of the face, a spammer among them, make too large: two exact hands would seem to copy.
    /// And no record brings it lower: the consensus lies beside two who copy, so that both seem ever more exact. Of unproven hands the rule then
    /// takes differences below 0.45 % for copies, which is what two hands of 0.32 % would differ by, each seven times as exact as most.
    /// </summary>
    private const double ExactSigma = 0.9;

    /// <summary>
    /// Degrees of freedom that the above counts for, 12 faces of 98 landmarks at three labels each: it has to outweigh the first labels, which are
    /// compared with labels of which nothing is known. With 500 two hands of 0.4 % were flagged in 20 simulated crews of 60, with this in none.
    /// </summary>
    private const double ExactFreedom = 1_500;

    private const double LeastIdenticalShare = 0.2;

    /// <summary>Implied correlation of the two annotators' errors: about 0 for strangers, near 1 for a copy.</summary>
    public double ImpliedCorrelation => Faces == 0 ? 0 : Math.Clamp(1 - Math.Exp(LogRatios / Faces), -1, 1);

    public double IdenticalShare => Points == 0 ? 0 : (double)IdenticalPoints / Points;

    /// <summary>Whether a person should look: the differences are far too small on several faces, or too many spots are the same.</summary>
    public bool IsSuspicious =>
        Faces >= LeastFaces
        && (IdenticalShare >= LeastIdenticalShare
            || (ImpliedCorrelation >= LeastCorrelation && LogRatios / Faces < -Deviations * HonestDeviation / Math.Sqrt(Faces)));

    /// <summary>One face. Landmarks that either left where the program had put them say nothing: leave them out by <paramref name="counts"/>.</summary>
    /// <param name="byA">What the record of the first says, this face not counted; <paramref name="byB"/> that of the second.</param>
    public static CopyingEvidence Of(
        LandmarkScheme scheme, IReadOnlyList<PlacedLandmark> a, IReadOnlyList<PlacedLandmark> b, AnnotatorParameters byA, AnnotatorParameters byB,
        double distancePx, Func<int, bool>? counts = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(byA);
        ArgumentNullException.ThrowIfNull(byB);
        var tangents = CurveFrames.Tangents(scheme, [.. a.Select(p => p.Point)], new ImagePoint(1, 0));
        var (points, identical) = (0, 0);
        double squares = 0;
        for (var l = 0; l < scheme.Count; l++)
        {
            if (!a[l].HasPosition || !b[l].HasPosition || counts?.Invoke(l) == false) continue;
            var off = a[l].Point - b[l].Point;
            points++;
            if (a[l].Point.DistanceTo(b[l].Point) < SameSpotPx) identical++;
            squares += Standardised(scheme.Kinds[l], off * (100 / distancePx), tangents[l], byA, byB);
        }

        if (points == 0) return default;
        var log = Math.Log(Math.Max(squares / (2 * points), 1e-6));
        return new CopyingEvidence(1, points, identical, log, log * log);
    }

    public static CopyingEvidence operator +(CopyingEvidence a, CopyingEvidence b) => new(
        a.Faces + b.Faces, a.Points + b.Points, a.IdenticalPoints + b.IdenticalPoints, a.LogRatios + b.LogRatios, a.LogRatioSquares + b.LogRatioSquares);

    /// <summary>One byte of format, three 32-bit and two 64-bit numbers, little-endian.</summary>
    public byte[] Pack()
    {
        var bytes = new byte[29];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Faces);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), Points);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), IdenticalPoints);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(13), LogRatios);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(21), LogRatioSquares);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static CopyingEvidence Unpack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 29 || bytes[0] != Format) throw new InvalidDataException($"Not packed evidence of copying: {bytes.Length} bytes.");
        return new CopyingEvidence(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[5..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[9..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[13..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[21..]));
    }

    // Squared difference along and across the curve, each over what it should be.
    private static double Standardised(LandmarkKind kind, ImagePoint off, ImagePoint t, AnnotatorParameters byA, AnnotatorParameters byB)
    {
        var (a, b) = (byA.Kinds[(int)kind], byB.Kinds[(int)kind]);
        var (along, across) = ((off.X * t.X) + (off.Y * t.Y), (off.Y * t.X) - (off.X * t.Y));
        var tangent = Square(ErrorPriors.TangentFactor(kind)) * (Proven(a.TangentSigma, byA.Freedom) + Proven(b.TangentSigma, byB.Freedom));
        var normal = Square(ErrorPriors.NormalFactor(kind)) * (Proven(a.NormalSigma, byA.Freedom) + Proven(b.NormalSigma, byB.Freedom));
        return (Square(along) / tangent) + (Square(across) / normal);
    }

    // The variance that a hand is given credit for: its own as far as its record proves it, and never less than an exact hand's.
    private static double Proven(double sigma, double freedom) =>
        Math.Max(((freedom * Square(sigma)) + (ExactFreedom * Square(ExactSigma))) / (freedom + ExactFreedom), Square(ExactSigma));

    private static double Square(double v) => v * v;
}
