using System.Numerics;

namespace AnnotationHub.SampleFaces.Surface;

/// <summary>The frame of a pair of glasses: two rims, a bridge and the arms to the ears. The lenses are clear and not drawn.</summary>
internal static class Glasses
{
    /// <param name="roundness">0 rectangular, 1 round.</param>
    /// <param name="thickness">Radius of the rims in mm.</param>
    /// <param name="eyeX">Distance of the pupils from the midline.</param>
    public static Mesh Build(float roundness, float thickness, float eyeX)
    {
        var (points, normals, triangles) = (new List<Vector3>(), new List<Vector3>(), new List<int>());
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            Tube(Rim(side, roundness, eyeX), thickness, true, Vector3.UnitZ);
            Tube([.. Enumerable.Range(0, 13).Select(i => Arm(side, eyeX, i / 12f))], thickness * 0.9f, false, Vector3.UnitY);
        }

        Tube([.. Enumerable.Range(-6, 13).Select(i => new Vector3(i / 6f * (eyeX - 21), 2.5f - (i * i / 36f * 2), 104 - (i * i / 36f * 5)))], thickness, false, Vector3.UnitY);
        return new Mesh(Substance.Frame, [.. points], [.. normals], [.. Enumerable.Repeat(0.9f, points.Count)], [.. triangles]);

        void Tube(Vector3[] line, float radius, bool closed, Vector3 beside)
        {
            const int around = 10;
            var first = points.Count;
            for (var i = 0; i < line.Length; i++)
            {
                var (before, after) = closed
                    ? (line[(i + line.Length - 1) % line.Length], line[(i + 1) % line.Length])
                    : (line[Math.Max(i - 1, 0)], line[Math.Min(i + 1, line.Length - 1)]);
                var along = Vector3.Normalize(after - before);
                var u = Vector3.Normalize(Vector3.Cross(along, beside));
                var v = Vector3.Cross(along, u);
                for (var k = 0; k < around; k++)
                {
                    var a = k * MathF.Tau / around;
                    var n = (u * MathF.Cos(a)) + (v * MathF.Sin(a));
                    points.Add(line[i] + (n * radius));
                    normals.Add(n);
                }
            }

            for (var i = 0; i < (closed ? line.Length : line.Length - 1); i++)
            {
                for (var k = 0; k < around; k++)
                {
                    var (a, b) = (first + (i * around) + k, first + (i * around) + ((k + 1) % around));
                    var (c, d) = (first + ((i + 1) % line.Length * around) + k, first + ((i + 1) % line.Length * around) + ((k + 1) % around));
                    triangles.AddRange([a, b, d, a, d, c]);
                }
            }
        }
    }

    private static Vector3[] Rim(float side, float roundness, float eyeX) => [.. Enumerable.Range(0, 56).Select(i =>
    {
        // A superellipse: exponent 2 is an ellipse, 5 nearly a rectangle.
        var a = i * MathF.Tau / 56;
        var power = 2 / (5 - (3 * roundness));
        var (c, s) = (MathF.Cos(a), MathF.Sin(a));
        var x = eyeX + 2 + ((26 - (2 * roundness)) * MathF.Sign(c) * MathF.Pow(MathF.Abs(c), power));
        var y = -3.5f + ((18 + (4 * roundness)) * MathF.Sign(s) * MathF.Pow(MathF.Abs(s), power));
        return new Vector3(x * side, y, 99 - ((x - 12) * (x - 12) * 0.0052f) + (y * 0.06f));
    })];

    private static Vector3 Arm(float side, float eyeX, float t)
    {
        var x = eyeX + 27 + (16 * MathF.Min(t * 2.5f, 1));
        return new Vector3(side * x, 7 - (4 * t), 88 - (96 * t));
    }
}
