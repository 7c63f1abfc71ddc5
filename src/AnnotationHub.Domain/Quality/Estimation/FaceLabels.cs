using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Up to five labels of one face as arrays of coordinates, to be filled again for the next face: a stream of a million costs no memory.
/// Pixels, y down; NaN where a label has no position for a landmark.
/// </summary>
public sealed class FaceLabels
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly int[] annotators = new int[MaximumLabels];

    public FaceLabels(LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        Scheme = scheme;
        (x, y) = (new double[(MaximumLabels + 1) * scheme.Count], new double[(MaximumLabels + 1) * scheme.Count]);
    }

    /// <summary>The number of inlier subsets doubles with every label, and so does the cost.</summary>
    public const int MaximumLabels = InlierSubsets.MaximumLabels;

    public LandmarkScheme Scheme { get; }

    public int Count { get; private set; }

    /// <summary>Whether the positions are known (gold): labels are then measured against them instead of against one another.</summary>
    public bool HasTruth { get; private set; }

    /// <summary>The face box: its size serves where a face has too few landmarks to measure. Pixels.</summary>
    public FaceBox Box { get; set; }

    /// <summary>Who made label <paramref name="k"/>: an index that the caller gives out, from 0.</summary>
    public int Annotator(int k) => annotators[k];

    public Span<double> Xs(int k) => x.AsSpan(k * Scheme.Count, Scheme.Count);

    public Span<double> Ys(int k) => y.AsSpan(k * Scheme.Count, Scheme.Count);

    internal ReadOnlySpan<double> TruthXs => x.AsSpan(MaximumLabels * Scheme.Count, Scheme.Count);

    internal ReadOnlySpan<double> TruthYs => y.AsSpan(MaximumLabels * Scheme.Count, Scheme.Count);

    /// <summary>Makes room for the next face.</summary>
    public void Clear() => (Count, HasTruth, Box) = (0, false, default);

    /// <summary>Adds a label without positions, for the caller to fill, and answers its number.</summary>
    /// <exception cref="InvalidOperationException">The face has five labels already.</exception>
    public int Add(int annotator)
    {
        if (Count == MaximumLabels) throw new InvalidOperationException($"A face has at most {MaximumLabels} labels.");
        annotators[Count] = annotator;
        Xs(Count).Fill(double.NaN);
        Ys(Count).Fill(double.NaN);
        return Count++;
    }

    /// <summary>Adds a label; landmarks outside the picture have no position.</summary>
    public int Add(int annotator, IReadOnlyList<PlacedLandmark> landmarks)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        var k = Add(annotator);
        Fill(landmarks, Xs(k), Ys(k));
        return k;
    }

    /// <summary>Makes this a known face.</summary>
    public void SetTruth(IReadOnlyList<PlacedLandmark> landmarks)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        HasTruth = true;
        Fill(landmarks, x.AsSpan(MaximumLabels * Scheme.Count, Scheme.Count), y.AsSpan(MaximumLabels * Scheme.Count, Scheme.Count));
    }

    private void Fill(IReadOnlyList<PlacedLandmark> landmarks, Span<double> toX, Span<double> toY)
    {
        if (landmarks.Count != Scheme.Count) throw new ArgumentException($"{landmarks.Count} landmarks: the scheme has {Scheme.Count}.", nameof(landmarks));
        for (var l = 0; l < Scheme.Count; l++)
            (toX[l], toY[l]) = landmarks[l].HasPosition ? (landmarks[l].Point.X, landmarks[l].Point.Y) : (double.NaN, double.NaN);
    }
}
