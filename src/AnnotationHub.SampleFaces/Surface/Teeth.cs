using System.Numerics;

namespace AnnotationHub.SampleFaces.Surface;

/// <summary>The upper row of teeth behind parted lips, with a dark seam between neighbours.</summary>
internal static class Teeth
{
    private const int Columns = 120;
    private const int Rows = 10;

    /// <param name="lineY">Height of the line between the lips.</param>
    /// <param name="depth">z of the front teeth.</param>
    public static Mesh Build(float lineY, float depth)
    {
        var (points, normals, open, triangles) = (new List<Vector3>(), new List<Vector3>(), new List<float>(), new List<int>());
        for (var i = 0; i <= Columns; i++)
        {
            var x = ((i / (float)Columns) - 0.5f) * 46;
            var (tooth, within) = Tooth(MathF.Abs(x));
            for (var j = 0; j <= Rows; j++)
            {
                var v = j / (float)Rows;
                var bottom = lineY - (tooth is 0 or 2 ? 5.6f : 4.9f) + (2.2f * within * within * within * within);
                points.Add(new Vector3(x, lineY + 5 + ((bottom - lineY - 5) * v), depth - (x * x * 0.028f) - (0.5f * within * within)));
                normals.Add(Vector3.Normalize(new Vector3((x * 0.056f) + (0.35f * within * MathF.Sign(x)), -0.05f, 1)));
                open.Add((1 - (0.72f * MathF.Pow(MathF.Abs(within), 6))) * (1 - (0.02f * MathF.Abs(x))) * (0.55f + (0.4f * v)));
            }
        }

        for (var i = 0; i < Columns; i++)
        {
            for (var j = 0; j < Rows; j++)
            {
                var at = (i * (Rows + 1)) + j;
                triangles.AddRange([at, at + 1, at + Rows + 2, at, at + Rows + 2, at + Rows + 1]);
            }
        }

        return new Mesh(Substance.Teeth, [.. points], [.. normals], [.. open], [.. triangles]);
    }

    /// <summary>Which tooth from the middle, and −1 to 1 across it.</summary>
    private static (int Tooth, float Within) Tooth(float ax)
    {
        ReadOnlySpan<float> widths = [8.4f, 6.6f, 7.4f, 6.8f];
        var tooth = 0;
        while (tooth < widths.Length - 1 && ax > widths[tooth])
            ax -= widths[tooth++];
        return (tooth, Math.Clamp((2 * ax / widths[tooth]) - 1, -1, 1));
    }
}
