using System.Numerics;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>What one pixel of a picture shows: the nearest substance, whose it is and how far in front of the camera.</summary>
internal readonly record struct Seen(Substance Substance, int Figure, float Depth);

/// <summary>A rendered picture: linear colours and, per pixel, what is seen there.</summary>
internal sealed record Picture(int Width, int Height, Vector3[] Colours, Seen[] Seen)
{
    public Seen At(int x, int y) => Seen[(y * Width) + x];
}
