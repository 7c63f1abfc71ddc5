using System.Numerics;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>The kinds of light in which the pictures are taken.</summary>
internal static class Lights
{
    /// <summary>A large window on one side (−1 image left, 1 right).</summary>
    public static Light Window(float side) => new(
        new(1.0f * side, 0.45f, 0.75f), new Vector3(1.30f, 1.26f, 1.20f), new(-0.9f * side, 0.4f, -0.5f), new Vector3(0.22f, 0.21f, 0.2f), new(0.30f, 0.32f, 0.36f), new(0.17f, 0.15f, 0.13f))
    { SoftnessMm = 15 };

    /// <summary>A key high on one side with a fill and a rim.</summary>
    public static Light Studio(float side) => new(
        new(0.55f * side, 0.6f, 0.9f), new Vector3(1.18f, 1.12f, 1.05f), new(-0.8f * side, 0.45f, -0.55f), new Vector3(0.62f, 0.66f, 0.75f), new(0.36f, 0.37f, 0.40f), new(0.22f, 0.20f, 0.18f))
    { SoftnessMm = 11 };

    /// <summary>An overcast sky: almost no direction.</summary>
    public static Light Overcast => new(
        new(0.15f, 1, 0.55f), new Vector3(0.95f, 0.95f, 0.95f), new(0, 0.6f, -0.8f), new Vector3(0.3f, 0.32f, 0.35f), new(0.86f, 0.89f, 0.94f), new(0.34f, 0.31f, 0.26f))
    { SoftnessMm = 22 };

    /// <summary>The sun, high and hard.</summary>
    public static Light Sun(float side) => new(
        new(0.6f * side, 0.9f, 0.65f), new Vector3(1.95f, 1.78f, 1.50f), new(-0.5f * side, 0.5f, -0.7f), new Vector3(0.4f, 0.42f, 0.45f), new(0.33f, 0.40f, 0.52f), new(0.24f, 0.19f, 0.13f))
    { SoftnessMm = 3 };

    /// <summary>The low sun of an evening.</summary>
    public static Light Evening(float side) => new(
        new(1.1f * side, 0.28f, 0.65f), new Vector3(1.75f, 1.12f, 0.62f), new(-0.7f * side, 0.3f, -0.7f), new Vector3(0.3f, 0.35f, 0.5f), new(0.26f, 0.29f, 0.38f), new(0.20f, 0.14f, 0.09f))
    { SoftnessMm = 6 };

    /// <summary>A lamp over the table.</summary>
    public static Light Lamp(float side) => new(
        new(0.3f * side, 0.95f, 0.75f), new Vector3(1.28f, 0.98f, 0.66f), new(0.6f * side, 0.2f, -0.8f), new Vector3(0.12f, 0.15f, 0.22f), new(0.24f, 0.21f, 0.17f), new(0.19f, 0.14f, 0.09f))
    { SoftnessMm = 12 };

    /// <summary>A flash beside the lens.</summary>
    public static Light Flash => new(
        new(0.08f, 0.16f, 1), new Vector3(1.15f, 1.15f, 1.18f), new(0, 0.5f, -0.8f), new Vector3(0.06f), new(0.24f, 0.24f, 0.26f), new(0.17f, 0.16f, 0.15f))
    { SoftnessMm = 4 };
}
