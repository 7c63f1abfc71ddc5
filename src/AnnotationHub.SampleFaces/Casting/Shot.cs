using System.Collections.Immutable;
using System.Numerics;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Truth;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>One photograph of the script: who is in it, from how far, in what light, before what.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="PixelsPerMm">At the distance of a sitter with Z = 0.</param>
/// <param name="Light">The light.</param>
/// <param name="Place">What is behind.</param>
/// <param name="Sitters">At least one.</param>
internal sealed record Shot(string Name, int Width, int Height, float PixelsPerMm, Light Light, Place Place, ImmutableArray<Sitter> Sitters)
{
    public float DistanceMm { get; init; } = 1400;

    /// <summary>Where the world's origin falls, as a share of the height.</summary>
    public float OriginHeight { get; init; } = 0.47f;

    public Vector3 Tint { get; init; } = new(0.20f, 0.21f, 0.23f);

    public Film Film { get; init; } = new(1, 0.35f, 0.022f, 0);

    public int Samples { get; init; } = 2;

    /// <summary>Whether its landmarks serve as gold in the demonstration.</summary>
    public bool Gold { get; init; }

    /// <summary>The photograph as bytes red, green, blue, and the truth about every face in it, in the order of the sitters.</summary>
    public (byte[] Pixels, ImmutableArray<TrueFace> Faces) Take()
    {
        var camera = new Camera(Width, Height, Width / 2f, Height * OriginHeight, PixelsPerMm, DistanceMm);
        Figure[] figures = [.. Sitters.Select((s, i) => new Figure(s, i))];
        Placed[] bodies = [.. figures.SelectMany(f => f.Build(camera, Samples))];
        var seed = (int)(Sitters[0].Seed % 100_000);
        var backdrop = new Backdrop(Place, Tint, new Dice(Sitters[0].Seed + 77));
        var picture = Renderer.Render(bodies, camera, Light, (x, y) => backdrop.At(x, y, Width, Height), Samples);
        return (Film.Develop(picture, seed), [.. figures.Select(f => TrueFace.Of(f, camera, picture))]);
    }
}
