using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>From a head's or a trunk's own frame to the world, mm to mm, with the small crookedness that every face has.</summary>
/// <param name="Model">Size, turn and place.</param>
/// <param name="Crooked">How far the midline bends to the side, mm.</param>
internal sealed record Pose(Matrix4x4 Model, float Crooked)
{
    public Vector3 ToWorld(Vector3 local)
    {
        local.X -= Crooked * MathF.Sin((local.Y + 20) * 0.022f);
        return Vector3.Transform(local, Model);
    }
}
