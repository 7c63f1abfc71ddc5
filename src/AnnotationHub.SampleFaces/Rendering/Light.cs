using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>
/// The light of a picture: a key with shadows, a rim from behind, and what comes from above and below. Directions point towards
/// the light; colours are linear.
/// </summary>
internal sealed record Light(Vector3 KeyFrom, Vector3 Key, Vector3 RimFrom, Vector3 Rim, Vector3 Sky, Vector3 Ground)
{
    /// <summary>Half the width of the key's penumbra in mm: small is hard sun, large a window.</summary>
    public float SoftnessMm { get; init; } = 9;
}
