using System.Numerics;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>
/// The outline of a face as annotators draw it: on the side turned away, where the cheek ends against what is behind it; on the side
/// turned towards the camera, the edge of the jaw and the cheek before the ear. The front of the face is sampled all over, and in each
/// direction of the picture from the face's middle the point that shows furthest out is kept.
/// </summary>
internal sealed class OutlineTruth
{
    private const int Rays = 480;
    private const int Bins = 400;
    private const float StepMm = 0.5f;
    private static readonly Vector2 Middle = new(0, -34);
    private readonly Figure _figure;
    private readonly Camera _camera;

    /// <summary>From the person's right, over the chin, to its left.</summary>
    private readonly Vector3[] _line;
    private readonly int _chin;

    public OutlineTruth(Figure figure, Camera camera)
    {
        (_figure, _camera) = (figure, camera);
        var fronts = new Vector3[Rays][];
        Parallel.For(0, Rays, i =>
        {
            var angle = Angle(60, i / (float)(Rays - 1));
            fronts[i] = Front(new Vector2(MathF.Cos(angle), MathF.Sin(angle)));
        });
        _line = Furthest(fronts.SelectMany(f => f));
        var lowest = Project(fronts[Rays / 2][^1]);
        _chin = Array.IndexOf(_line, _line.MinBy(p => Vector2.Distance(Project(p), lowest)));
    }

    /// <summary>An odd number of points: the chin in the middle, each half evenly spaced as it shows.</summary>
    public Vector3[] Points(int count)
    {
        var half = (count / 2) + 1;
        return [.. Even(_line.AsSpan(0, _chin + 1), half), .. Even(_line.AsSpan(_chin), half).Skip(1)];
    }

    /// <summary>The outline at the height of the lower orbit.</summary>
    public Vector3 Zygion(float side)
    {
        var half = side < 0 ? _line.AsSpan(0, _chin) : _line.AsSpan(_chin);
        var nearest = half.ToArray().OrderBy(p => MathF.Abs(p.Y + 15)).Take(2).ToArray();
        var (a, b) = (nearest[0], nearest[1]);
        return MathF.Abs(a.Y - b.Y) < 1e-4f ? a : Vector3.Lerp(a, b, Math.Clamp((-15 - a.Y) / (b.Y - a.Y), -0.5f, 1.5f));
    }

    /// <summary>An angle from <paramref name="above"/> degrees above the person's right, through straight down, to as much above the left.</summary>
    private static float Angle(float above, float share) => MathF.PI / 180 * (180 - above + ((180 + (2 * above)) * share));

    /// <summary>The front of the face from near the middle outwards to where it ends, at last in fine steps.</summary>
    private Vector3[] Front(Vector2 way)
    {
        var points = new List<Vector3>();
        var step = StepMm;
        for (var s = 20f; s < 140; s += step)
        {
            var p = Middle + (way * s);
            if (_figure.Field.FrontOfOutline(p.X, p.Y) is { Z: > 2 } front)
            {
                points.Add(front);
                continue;
            }

            if (step < StepMm)
                break;
            s -= step;
            step = StepMm / 10;
        }

        return [.. points];
    }

    /// <summary>Per direction in the picture, in the face's own frame of right and down, the point furthest from the middle; level with the eyes and below.</summary>
    private Vector3[] Furthest(IEnumerable<Vector3> points)
    {
        var origin = Project(new Vector3(Middle, 40));
        var down = Vector2.Normalize(Project(new Vector3(Middle - new Vector2(0, 40), 40)) - origin);
        var right = new Vector2(down.Y, -down.X);
        var (best, most) = (new Vector3[Bins], new float[Bins]);
        foreach (var p in points)
        {
            var d = Project(p) - origin;
            var (x, y) = (Vector2.Dot(d, right), Vector2.Dot(d, down));
            // 0 at the image right, a half turn at the image left, through down.
            var turn = MathF.Atan2(y, x) / MathF.PI;
            // Straight up is the seam, not the image left.
            if (turn < -0.5f)
                turn += 2;
            var bin = (int)(((turn + 0.35f) / 1.7f) * Bins);
            if (bin < 0 || bin >= Bins || d.Length() <= most[bin])
                continue;
            (best[bin], most[bin]) = (p, d.Length());
        }

        return [.. best.Where((p, i) => most[i] > 0 && p.Y <= 0).Reverse()];
    }

    private Vector2 Project(Vector3 local)
    {
        var p = _camera.Project(_figure.Pose.ToWorld(local));
        return new Vector2(p.X, p.Y);
    }

    private Vector3[] Even(ReadOnlySpan<Vector3> line, int count)
    {
        var along = new float[line.Length];
        for (var i = 1; i < line.Length; i++)
            along[i] = along[i - 1] + Vector2.Distance(Project(line[i - 1]), Project(line[i]));
        var points = new Vector3[count];
        var k = 1;
        for (var i = 0; i < count; i++)
        {
            var want = along[^1] * i / (count - 1);
            while (k < line.Length - 1 && along[k] < want)
                k++;
            points[i] = Vector3.Lerp(line[k - 1], line[k], (want - along[k - 1]) / MathF.Max(along[k] - along[k - 1], 1e-6f));
        }

        return points;
    }
}
