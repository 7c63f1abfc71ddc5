using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The scheme's mean shape laid over a photograph: a starting shape, or a guess where the next landmark will be.</summary>
public static class FaceShape
{
    /// <summary>
    /// The mean shape in <paramref name="box"/>, upright, centred, as large as fits without distortion. One point per landmark.
    /// </summary>
    public static ImmutableArray<ImagePoint> InBox(LandmarkScheme scheme, FaceBox box)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var mean = Bounds(scheme.MeanShape.AsSpan());
        var scale = Math.Min(box.Width / mean.Width, box.Height / mean.Height);
        var (from, to) = (mean.Center, box.Center);
        return [.. new Similarity(scale, 0, to.X - (scale * from.X), to.Y - (scale * from.Y)).Apply(scheme.MeanShape.AsSpan())];
    }

    /// <summary>
    /// The mean shape moved, turned and scaled onto the landmarks already known (index and position), in the least-squares sense.
    /// Null for fewer than two distinct known landmarks.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A known index is not one of the scheme's.</exception>
    public static ImmutableArray<ImagePoint>? Through(LandmarkScheme scheme, IReadOnlyCollection<KeyValuePair<int, ImagePoint>> known)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(known);
        foreach (var (index, _) in known)
        {
            if (index < 0 || index >= scheme.Count)
                throw new ArgumentOutOfRangeException(nameof(known), index, $"Landmarks of {scheme.Key} are 0 to {scheme.Count - 1}.");
        }

        ImagePoint[] from = [.. known.Select(k => scheme.MeanShape[k.Key])];
        ImagePoint[] to = [.. known.Select(k => k.Value)];
        return Similarity.Fit(from, to) is { } fit ? [.. fit.Apply(scheme.MeanShape.AsSpan())] : null;
    }

    /// <summary>The smallest upright box around the points, which must be at least one.</summary>
    public static FaceBox Bounds(ReadOnlySpan<ImagePoint> points)
    {
        var (left, top, right, bottom) = (points[0].X, points[0].Y, points[0].X, points[0].Y);
        foreach (var p in points)
        {
            (left, right) = (Math.Min(left, p.X), Math.Max(right, p.X));
            (top, bottom) = (Math.Min(top, p.Y), Math.Max(bottom, p.Y));
        }

        return new FaceBox(left, top, right - left, bottom - top);
    }
}
