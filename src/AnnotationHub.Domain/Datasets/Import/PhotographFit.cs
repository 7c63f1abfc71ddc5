using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>Whether what a landmark file says can be true of the photograph that it names.</summary>
public static class PhotographFit
{
    /// <param name="image">As read.</param>
    /// <param name="widthPx">Of the upright photograph.</param>
    /// <param name="heightPx">Of the upright photograph.</param>
    /// <param name="rawWidthPx">Before its orientation was applied: files written by tools that ignore the orientation are told apart by it.</param>
    /// <param name="rawHeightPx">Likewise.</param>
    /// <returns>
    /// The problem where the file states a size that is not the upright one: its coordinates belong to another rendition, so none of its faces can be used.
    /// </returns>
    public static LandmarkFileProblem? CheckSize(ImportedImage image, int widthPx, int heightPx, int rawWidthPx, int rawHeightPx)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.WidthPx is not { } width || image.HeightPx is not { } height || (width, height) == (widthPx, heightPx)) return null;
        var isRaw = (width, height) == (rawWidthPx, rawHeightPx);
        return new(LandmarkFileProblemCode.PhotographSizeDiffers, ProblemEffect.FaceDropped, image.Faces.FirstOrDefault()?.Line, isRaw ? "image[raw size]" : "image[size]",
            image.FileName, $"{width} × {height}", $"{widthPx} × {heightPx}");
    }

    /// <summary>
    /// The face with its box cut to the photograph; without its landmarks where one of them lies beyond an edge; null where its box does not
    /// touch the photograph. Landmarks exactly on an edge are inside.
    /// </summary>
    public static (ImportedFace? Face, LandmarkFileProblem? Problem) Check(ImportedFace face, string fileName, int widthPx, int heightPx)
    {
        ArgumentNullException.ThrowIfNull(face);
        if (Cut(face.Box, widthPx, heightPx) is not { } box)
        {
            return (null, new(LandmarkFileProblemCode.BoxOutsidePhotograph, ProblemEffect.FaceDropped, face.Line, "box", fileName,
                Text(face.Box.X, face.Box.Y), $"{widthPx} × {heightPx}"));
        }

        var outside = FirstOutside(face, widthPx, heightPx);
        if (outside is not { } index) return (face with { Box = box }, null);
        var point = face.Landmarks!.Value[index].Point;
        return (face with { Box = box, Landmarks = null }, new(LandmarkFileProblemCode.LandmarkOutsidePhotograph, ProblemEffect.LandmarksDropped,
            face.Line, $"landmark {index}", fileName, Text(point.X, point.Y), $"{widthPx} × {heightPx}"));
    }

    private static int? FirstOutside(ImportedFace face, int widthPx, int heightPx)
    {
        if (face.Landmarks is not { } landmarks) return null;
        for (var i = 0; i < landmarks.Length; i++)
        {
            var point = landmarks[i].Point;
            if (landmarks[i].HasPosition && !(point.X >= 0 && point.Y >= 0 && point.X <= widthPx && point.Y <= heightPx)) return i;
        }

        return null;
    }

    private static FaceBox? Cut(FaceBox box, int widthPx, int heightPx)
    {
        var (left, top) = (Math.Max(box.X, 0), Math.Max(box.Y, 0));
        var (right, bottom) = (Math.Min(box.Right, widthPx), Math.Min(box.Bottom, heightPx));
        return right > left && bottom > top ? new FaceBox(left, top, right - left, bottom - top) : null;
    }

    private static string Text(double x, double y) => $"{LandmarkFileBuilder.Number(Math.Round(x, 2))}, {LandmarkFileBuilder.Number(Math.Round(y, 2))}";
}
