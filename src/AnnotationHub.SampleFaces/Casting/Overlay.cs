using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Truth;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>Draws the truth over a photograph, for people to look whether it sits where it should.</summary>
internal static class Overlay
{
    /// <summary>A copy of <paramref name="pixels"/> with a small cross per landmark: green visible, yellow turned away, red covered.</summary>
    public static byte[] Draw(byte[] pixels, int width, int height, IEnumerable<TrueFace> faces, string scheme)
    {
        var copy = pixels.ToArray();
        foreach (var landmark in faces.SelectMany(f => f.ByScheme[scheme]))
        {
            (byte R, byte G, byte B)? colour = landmark.Visibility switch
            {
                Visibility.Visible => (40, 255, 60),
                Visibility.SelfOccluded => (255, 230, 0),
                Visibility.Occluded => (255, 40, 40),
                Visibility.Outside or Visibility.Absent => null,
            };
            if (colour is not { } c)
                continue;
            for (var d = -3; d <= 3; d++)
            {
                Set(copy, width, height, (int)landmark.Point.X + d, (int)landmark.Point.Y, c);
                Set(copy, width, height, (int)landmark.Point.X, (int)landmark.Point.Y + d, c);
            }
        }

        return copy;
    }

    private static void Set(byte[] pixels, int width, int height, int x, int y, (byte R, byte G, byte B) c)
    {
        if ((uint)x >= width || (uint)y >= height)
            return;
        var at = ((y * width) + x) * 3;
        (pixels[at], pixels[at + 1], pixels[at + 2]) = c;
    }
}
