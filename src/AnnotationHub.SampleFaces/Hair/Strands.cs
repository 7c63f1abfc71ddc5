using System.Numerics;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Hair;

/// <summary>
/// Hairs as lines in the head's own frame, turned into ribbons that face the camera. A ribbon's vertices carry the line's direction as
/// normal, and (shade, way from the root 0–1, 0) as position: what the shader of hair reads.
/// </summary>
internal sealed class Strands(Substance substance)
{
    private readonly List<Vector3[]> _lines = [];
    private readonly List<(float Width, float Shade, float Open)> _kinds = [];

    public int Count => _lines.Count;

    /// <param name="line">From root to tip.</param>
    /// <param name="width">At the root, mm.</param>
    /// <param name="shade">0 dark to 1 light among its neighbours.</param>
    /// <param name="open">How much ambient light reaches it.</param>
    public void Add(Vector3[] line, float width, float shade, float open)
    {
        _lines.Add(line);
        _kinds.Add((width, shade, open));
    }

    /// <summary>The ribbons in the world.</summary>
    /// <param name="pose">From the head's frame to the world.</param>
    /// <param name="camera">Which the ribbons face.</param>
    /// <param name="samplesPerPixel">A ribbon thinner than most of a sample would flicker away.</param>
    /// <param name="look">Its colours.</param>
    /// <param name="figure">Whose hair it is.</param>
    public Placed Ribbons(Pose pose, Camera camera, int samplesPerPixel, Look look, int figure)
    {
        var vertices = _lines.Sum(l => l.Length * 2);
        var (world, along, local, open) = (new Vector3[vertices], new Vector3[vertices], new Vector3[vertices], new float[vertices]);
        var triangles = new List<int>(_lines.Sum(l => (l.Length - 1) * 6));
        var at = 0;
        for (var s = 0; s < _lines.Count; s++)
        {
            var (line, kind) = (_lines[s], _kinds[s]);
            for (var i = 0; i < line.Length; i++)
            {
                var p = pose.ToWorld(line[i]);
                var direction = Vector3.Normalize(Vector3.TransformNormal(line[Math.Min(i + 1, line.Length - 1)] - line[Math.Max(i - 1, 0)], pose.Model) + new Vector3(1e-6f));
                var across = Vector3.Cross(direction, camera.Eye - p);
                across = across.LengthSquared() < 1e-6f ? Vector3.UnitX : Vector3.Normalize(across);
                var t = i / (float)(line.Length - 1);
                var least = 0.62f * (camera.Distance - p.Z) / (camera.Distance * camera.PixelsPerMm * samplesPerPixel);
                var half = 0.5f * MathF.Max(kind.Width * (1 - (0.65f * t * t)), least);
                for (var side = -1; side <= 1; side += 2)
                {
                    world[at] = p + (across * (half * side));
                    along[at] = direction;
                    local[at] = new Vector3(kind.Shade, t, 0);
                    open[at] = kind.Open;
                    at++;
                }

                if (i > 0)
                    triangles.AddRange([at - 4, at - 3, at - 2, at - 2, at - 3, at - 1]);
            }
        }

        return new Placed(new Mesh(substance, world, along, open, [.. triangles]), local, look, figure);
    }
}
