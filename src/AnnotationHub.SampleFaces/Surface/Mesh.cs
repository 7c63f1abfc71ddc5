using System.Numerics;

namespace AnnotationHub.SampleFaces.Surface;

/// <summary>What a surface is made of: decides its shading and what it means to hide a landmark.</summary>
internal enum Substance : byte
{
    Nothing,
    Skin,
    EyeBall,
    Teeth,
    Cloth,
    Hair,

    /// <summary>Brows and lashes: hair that belongs to the face and hides nothing.</summary>
    FineHair,
    Frame,
}

/// <summary>Triangles with a normal and an openness to ambient light (1 open, 0 shut) at each vertex, in the head's own frame, mm.</summary>
internal sealed class Mesh(Substance substance, Vector3[] points, Vector3[] normals, float[] open, int[] triangles)
{
    public Substance Substance { get; } = substance;

    public Vector3[] Points { get; } = points;

    public Vector3[] Normals { get; } = normals;

    public float[] Open { get; } = open;

    /// <summary>Three vertex indices per triangle.</summary>
    public int[] Triangles { get; } = triangles;
}
