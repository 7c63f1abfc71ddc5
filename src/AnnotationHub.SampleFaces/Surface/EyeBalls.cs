using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;

namespace AnnotationHub.SampleFaces.Surface;

/// <summary>The fronts of both eyeballs.</summary>
internal static class EyeBalls
{
    private const int Steps = 48;

    public static Mesh Build(EyeOpening eye)
    {
        var (points, normals, triangles) = (new List<Vector3>(), new List<Vector3>(), new List<int>());
        foreach (var side in (ReadOnlySpan<float>)[-1, 1])
        {
            var first = points.Count;
            for (var i = 0; i <= Steps; i++)
            {
                for (var j = 0; j <= Steps; j++)
                {
                    var (a, b) = (((i / (float)Steps) - 0.5f) * MathF.PI, ((j / (float)Steps) - 0.5f) * MathF.PI);
                    var n = new Vector3(MathF.Sin(a), MathF.Cos(a) * MathF.Sin(b), MathF.Cos(a) * MathF.Cos(b));
                    points.Add((n * EyeOpening.BallRadii) + new Vector3(eye.Ball.X * side, eye.Ball.Y, eye.Ball.Z));
                    normals.Add(Vector3.Normalize(n / EyeOpening.BallRadii));
                }
            }

            for (var i = 0; i < Steps; i++)
            {
                for (var j = 0; j < Steps; j++)
                {
                    var at = first + (i * (Steps + 1)) + j;
                    triangles.AddRange([at, at + Steps + 1, at + Steps + 2, at, at + Steps + 2, at + 1]);
                }
            }
        }

        return new Mesh(Substance.EyeBall, [.. points], [.. normals], [.. Enumerable.Repeat(1f, points.Count)], [.. triangles]);
    }
}
