using System.Numerics;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>A mesh brought into the world, with the look it is painted by.</summary>
internal sealed class Placed
{
    /// <param name="mesh">The mesh in its own frame.</param>
    /// <param name="pose">From its own frame to the world.</param>
    /// <param name="look">How it is painted.</param>
    /// <param name="figure">Which person of the picture it belongs to.</param>
    public Placed(Mesh mesh, Pose pose, Look look, int figure)
    {
        (Mesh, Look, Figure, Pose) = (mesh, look, figure, pose);
        Matrix4x4.Invert(pose.Model, out var inverse);
        var forNormals = Matrix4x4.Transpose(inverse);
        Local = mesh.Points;
        World = new Vector3[mesh.Points.Length];
        Normals = new Vector3[mesh.Points.Length];
        for (var i = 0; i < World.Length; i++)
        {
            World[i] = pose.ToWorld(mesh.Points[i]);
            Normals[i] = Vector3.Normalize(Vector3.TransformNormal(mesh.Normals[i], forNormals));
        }
    }

    /// <summary>A mesh that is already in the world, painted by <paramref name="local"/>.</summary>
    public Placed(Mesh mesh, Vector3[] local, Look look, int figure)
    {
        (Mesh, Look, Figure, World, Normals, Local) = (mesh, look, figure, mesh.Points, mesh.Normals, local);
        Pose = new Pose(Matrix4x4.Identity, 0);
    }

    public Mesh Mesh { get; }

    public Look Look { get; }

    public int Figure { get; }

    public Pose Pose { get; }

    public Vector3[] World { get; }

    /// <summary>What the paint reads: positions in the head's own frame; of hair, see <see cref="Hair.Strands"/>.</summary>
    public Vector3[] Local { get; }

    /// <summary>Unit normals in the world; of hair, the strand's direction.</summary>
    public Vector3[] Normals { get; }
}
