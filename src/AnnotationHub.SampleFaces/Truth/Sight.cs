using System.Numerics;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>Tells from the rendered picture whether a landmark shows.</summary>
internal static class Sight
{
    /// <param name="picture">What was rendered.</param>
    /// <param name="at">Where the landmark falls, z its distance in front of the camera in mm.</param>
    /// <param name="figure">Whose it is.</param>
    /// <param name="radiusPixels">The neighbourhood that is looked at: a single hair hides nothing.</param>
    /// <param name="sameSurfaceMm">How far in depth the surface seen may lie from a landmark that is on it.</param>
    public static Visibility Of(Picture picture, Vector3 at, int figure, float radiusPixels, float sameSurfaceMm)
    {
        if (at.X < 0 || at.Y < 0 || at.X >= picture.Width || at.Y >= picture.Height)
            return Visibility.Outside;

        var (own, nearer, covered, all) = (0, 0, 0, 0);
        var r = MathF.Max(radiusPixels, 1.5f);
        for (var y = Math.Max((int)(at.Y - r), 0); y <= Math.Min((int)(at.Y + r), picture.Height - 1); y++)
        {
            for (var x = Math.Max((int)(at.X - r), 0); x <= Math.Min((int)(at.X + r), picture.Width - 1); x++)
            {
                if (Vector2.Distance(new Vector2(x + 0.5f, y + 0.5f), new Vector2(at.X, at.Y)) > r)
                    continue;
                var seen = picture.At(x, y);
                if (seen.Substance == Substance.Nothing)
                    continue;
                all++;
                var face = seen.Figure == figure && seen.Substance is Substance.Skin or Substance.EyeBall or Substance.FineHair or Substance.Teeth;
                if (!face && seen.Depth < at.Z + 1)
                    covered++;
                else if (face && MathF.Abs(seen.Depth - at.Z) < sameSurfaceMm)
                    own++;
                else if (face && seen.Depth < at.Z)
                    nearer++;
            }
        }

        if (covered > 0 && covered * 2 >= all)
            return Visibility.Occluded;
        return nearer > own ? Visibility.SelfOccluded : Visibility.Visible;
    }
}
