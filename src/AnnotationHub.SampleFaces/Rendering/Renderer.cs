using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>Renders placed meshes before a backdrop, several samples per pixel, strip by strip on all processors.</summary>
internal static class Renderer
{
    private const int PixelRowsPerBand = 32;

    /// <param name="bodies">Everything in the picture.</param>
    /// <param name="camera">Where from.</param>
    /// <param name="light">Lit how.</param>
    /// <param name="backdrop">Linear colour behind everything at a pixel's centre.</param>
    /// <param name="samples">Samples per pixel side: 2 is four samples.</param>
    public static Picture Render(IReadOnlyList<Placed> bodies, Camera camera, Light light, Func<float, float, Vector3> backdrop, int samples)
    {
        var shadows = new ShadowMap(bodies, light);
        var shader = new Shader(light, shadows, camera);
        var on = bodies.Select(b => OnSamples(b, camera, samples)).ToArray();
        var (colours, seen) = (new Vector3[camera.Width * camera.Height], new Seen[camera.Width * camera.Height]);
        var bands = (camera.Height + PixelRowsPerBand - 1) / PixelRowsPerBand;
        Parallel.For(0, bands, i =>
        {
            var top = i * PixelRowsPerBand;
            var rows = Math.Min(PixelRowsPerBand, camera.Height - top);
            var band = new Band(camera.Width * samples, rows * samples, top * samples);
            for (var b = 0; b < bodies.Count; b++)
                band.Draw(on[b], bodies[b].Mesh.Triangles, b);
            for (var y = top; y < top + rows; y++)
            {
                for (var x = 0; x < camera.Width; x++)
                    (colours[(y * camera.Width) + x], seen[(y * camera.Width) + x]) = Pixel(band, x, y);
            }
        });
        return new Picture(camera.Width, camera.Height, colours, seen);

        (Vector3 Colour, Seen Seen) Pixel(Band band, int x, int y)
        {
            var (sum, first) = (Vector3.Zero, default(Seen));
            var behind = 0;
            for (var i = 0; i < samples * samples; i++)
            {
                var (sx, sy) = ((x * samples) + (i % samples), (y * samples) + (i / samples));
                var depth = band.DepthAt(sx, sy);
                if (float.IsPositiveInfinity(depth))
                {
                    behind++;
                    continue;
                }

                var (body, triangle, within) = band.At(sx, sy);
                var mm = depth / (camera.Distance * camera.PixelsPerMm * samples);
                var colour = shader.Shade(bodies[body], triangle, within, mm, Noise.Hash(sx, sy, 7));
                sum += Vector3.Min(colour, new Vector3(4));
                if (first.Substance == default)
                    first = new Seen(bodies[body].Mesh.Substance, bodies[body].Figure, depth);
            }

            if (behind > 0)
                sum += backdrop(x + 0.5f, y + 0.5f) * behind;
            return (sum / (samples * samples), first);
        }
    }

    private static Vector3[] OnSamples(Placed body, Camera camera, int samples)
    {
        var on = new Vector3[body.World.Length];
        Parallel.For(0, on.Length, i => on[i] = camera.Project(body.World[i]) * new Vector3(samples, samples, 1));
        return on;
    }
}
