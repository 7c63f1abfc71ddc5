using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>
/// COCO keypoints JSON: <c>images</c>, <c>categories</c> with the keypoints' names, <c>annotations</c> with <c>bbox</c> and flat
/// <c>keypoints</c> (x, y, v), in whatever order the file has them.
/// <para>Convention: keypoints are 0-based pixel indices, so 0 becomes 0.5 here; <c>bbox</c> is x, y, width, height from the photograph's
/// corner: unchanged. v = 2 is visible, 1 behind something, 0 without a position.</para>
/// <para>Where a category's keypoint names are the scheme's, they are matched by name, else by order. Crowds (<c>iscrowd</c> 1) are no faces;
/// an annotation whose keypoints are all 0 is a box alone.</para>
/// </summary>
public static class CocoKeypointsReader
{
    /// <param name="content">Read synchronously to its end, into memory.</param>
    /// <param name="scheme">The project's scheme.</param>
    /// <param name="limits">Null for <see cref="LandmarkFileLimits.Default"/>.</param>
    public static LandmarkFile Read(Stream content, LandmarkScheme scheme, LandmarkFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(scheme);
        var builder = new LandmarkFileBuilder(scheme, limits ?? LandmarkFileLimits.Default);
        using var buffer = new MemoryStream();
        try
        {
            new BoundedStream(content, builder.Limits.MaxBytes).CopyTo(buffer);
        }
        catch (TooManyBytesException)
        {
            builder.Report(new(LandmarkFileProblemCode.TooLarge, ProblemEffect.FileCutShort, null, "json", Expected: LandmarkFileBuilder.Number(builder.Limits.MaxBytes)));
            return builder.Build();
        }

        var walk = new CocoWalk(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), builder);
        walk.Run();
        Join(walk, builder);
        return builder.Build();
    }

    // After the walk, because nothing orders annotations after the images and categories that they name.
    private static void Join(CocoWalk walk, LandmarkFileBuilder builder)
    {
        foreach (var image in walk.Images.Values) builder.AddImage(image.FileName, image.WidthPx, image.HeightPx);
        var orders = walk.Categories.ToDictionary(c => c.Key, c => Order(c.Value, builder.Scheme), StringComparer.Ordinal);
        foreach (var face in walk.Faces)
        {
            if (!walk.Images.TryGetValue(face.ImageId, out var image))
            {
                // A file that breaks off has lost its list of images: said once, by the problem that broke it.
                if (walk.IsWhole) builder.Report(new(LandmarkFileProblemCode.UnknownImage, ProblemEffect.FaceDropped, face.Line, face.Element + ".image_id", null, face.ImageId));
                continue;
            }

            var hasPosition = face.Keypoints.Exists(k => k.HasPosition);
            builder.AddFace(image.FileName, face.Box, hasPosition ? InOrder(face.Keypoints, orders.GetValueOrDefault(face.CategoryId)) : [], true, face.Line, face.Element);
        }
    }

    /// <summary>For each landmark of the scheme its place in the file; null for the file's own order.</summary>
    private static int[]? Order(List<string> names, LandmarkScheme scheme)
    {
        if (names.Count != scheme.Count) return null;
        var places = scheme.Landmarks.Select(l => names.IndexOf(l.Name)).ToArray();
        return Array.Exists(places, p => p < 0) ? null : places;
    }

    private static List<PlacedLandmark> InOrder(List<PlacedLandmark> keypoints, int[]? places) =>
        places is null || places.Length != keypoints.Count ? keypoints : [.. places.Select(p => keypoints[p])];
}
