using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>The colours of one person, linear RGB, and the patterns on the skin.</summary>
internal sealed record Look
{
    public required Vector3 Skin { get; init; }

    public required Vector3 Hair { get; init; }

    public required Vector3 Iris { get; init; }

    public required Vector3 Cloth { get; init; }

    public Vector3 ClothSecond { get; init; }

    /// <summary>0 plain, 1 stripes across, 2 checks, 3 knitted.</summary>
    public int ClothPattern { get; init; }

    public Vector3 Frame { get; init; } = new(0.02f);

    /// <summary>How red the lips are against the skin, 0 to 1.</summary>
    public float LipColour { get; init; } = 0.5f;

    public float Freckles { get; init; }

    /// <summary>Where the skin has a mole, in the head's frame.</summary>
    public Vector3[] Moles { get; init; } = [];

    public float Stubble { get; init; }

    public float Blush { get; init; } = 0.4f;

    /// <summary>How dark a brow shows under its hairs.</summary>
    public float BrowShade { get; init; } = 0.45f;

    public float Shine { get; init; } = 0.5f;

    /// <summary>Shifts all noise, so that no two skins share their spots.</summary>
    public float Seed { get; init; }

    /// <summary>Where the eyes look, in the head's frame: to its left and up, as offsets of the iris in mm.</summary>
    public Vector2 Gaze { get; init; }

    /// <summary>How densely hair covers the scalp at a point of the head's frame, 0 to 1.</summary>
    public Func<Vector3, float> Scalp { get; init; } = _ => 0;

    public required FaceTraits Traits { get; init; }

    /// <summary>The lines of the face that the paint follows.</summary>
    public required HeadField Field { get; init; }
}
