using System.Collections.Immutable;
using System.Numerics;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>The true landmarks of one face in one picture, by the key of the scheme, and the box around the face.</summary>
internal sealed record TrueFace(FaceBox Box, ImmutableDictionary<string, ImmutableArray<PlacedLandmark>> ByScheme)
{
    public static TrueFace Of(Figure figure, Camera camera, Picture picture)
    {
        var truth = new FaceTruth(figure, camera);
        var wflw = truth.Wflw();
        var (a, b) = (Project(wflw[60]), Project(wflw[72]));
        var turned = MathF.Max(Vector3.Distance(a with { Z = 0 }, b with { Z = 0 }), 1);
        var radius = 0.016f * turned;
        var box = Around([.. wflw.Select(Project)], picture);
        return new TrueFace(box, ImmutableDictionary<string, ImmutableArray<PlacedLandmark>>.Empty
            .Add("ibug-68", Placed("ibug-68", truth.Ibug()))
            .Add("wflw-98", Placed("wflw-98", wflw))
            .Add("cheekbone-72", Placed("cheekbone-72", truth.Cheekbone())));

        Vector3 Project(Vector3 local) => camera.Project(figure.Pose.ToWorld(local));

        ImmutableArray<PlacedLandmark> Placed(string scheme, Vector3[] points)
        {
            var known = ShippedSchemes.Find(scheme)!;
            return [.. points.Select((p, i) =>
            {
                var at = Project(p);
                // At the outline the surface slopes away from the camera: its neighbours lie far before it.
                var outline = known.Kinds[i] == LandmarkKind.Contour || known.Landmarks[i].Name.EndsWith("zygion", StringComparison.Ordinal);
                var slack = outline ? 60 : 6;
                var visibility = Sight.Of(picture, at, figure.Index, radius, slack);
                return visibility == Visibility.Outside ? PlacedLandmark.At(0, 0, visibility) : PlacedLandmark.At(Math.Round(at.X, 2), Math.Round(at.Y, 2), visibility);
            })];
        }
    }

    /// <summary>Around the landmarks with some air, and up over the forehead; inside the picture.</summary>
    private static FaceBox Around(Vector3[] points, Picture picture)
    {
        var all = FaceShape.Bounds([.. points.Select(p => new ImagePoint(p.X, p.Y))]);
        var (left, top) = (Math.Max(all.X - (0.08 * all.Width), 0), Math.Max(all.Y - (0.22 * all.Height), 0));
        var (right, bottom) = (Math.Min(all.Right + (0.08 * all.Width), picture.Width), Math.Min(all.Bottom + (0.06 * all.Height), picture.Height));
        return new FaceBox(Math.Round(left, 1), Math.Round(top, 1), Math.Round(right - left, 1), Math.Round(bottom - top, 1));
    }
}
