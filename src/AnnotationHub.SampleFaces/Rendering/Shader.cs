using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>The light that a point of a surface sends to the camera, linear RGB.</summary>
internal sealed class Shader(Light light, ShadowMap shadows, Camera camera)
{
    private readonly Vector3 _key = Vector3.Normalize(light.KeyFrom);
    private readonly Vector3 _rim = Vector3.Normalize(light.RimFrom);

    public Vector3 Shade(Placed body, int triangle, Vector2 within, float mmPerSample, float turn)
    {
        var s = Surface(body, triangle, within);
        return body.Mesh.Substance switch
        {
            Substance.Skin => Skin(s, body.Look, body, mmPerSample, turn),
            Substance.EyeBall => Eye(s, body, turn),
            Substance.Hair or Substance.FineHair => Hair(s, body.Look, body.Mesh.Substance == Substance.FineHair ? 0.25f : 1, turn),
            Substance.Cloth => Cloth(s, body.Look, turn),
            Substance.Teeth => Plain(s, new Vector3(0.62f, 0.57f, 0.48f) * s.Open, 0.6f, 60, turn),
            Substance.Frame => Plain(s, body.Look.Frame, 0.5f, 90, turn),
            _ => Vector3.Zero,
        };
    }

    private static Point Surface(Placed body, int triangle, Vector2 within)
    {
        var (t, mesh) = (body.Mesh.Triangles, body.Mesh);
        var (a, b, c) = (t[triangle], t[triangle + 1], t[triangle + 2]);
        var (u, v) = (within.X, within.Y);
        var w = 1 - u - v;
        return new Point(
            (body.World[a] * w) + (body.World[b] * u) + (body.World[c] * v),
            Vector3.Normalize((body.Normals[a] * w) + (body.Normals[b] * u) + (body.Normals[c] * v)),
            (body.Local[a] * w) + (body.Local[b] * u) + (body.Local[c] * v),
            (mesh.Normals[a] * w) + (mesh.Normals[b] * u) + (mesh.Normals[c] * v),
            (mesh.Open[a] * w) + (mesh.Open[b] * u) + (mesh.Open[c] * v));
    }

    private Vector3 Skin(Point s, Look look, Placed body, float mmPerSample, float turn)
    {
        var (albedo, gloss) = SkinPaint.At(s.Local, look);
        var bumped = Bump(s, look, body, mmPerSample);
        var lit = shadows.Reaches(s.World, s.Normal, turn);
        var facing = Vector3.Dot(s.Normal, _key);
        var fine = Vector3.Dot(bumped, _key);

        // Light goes into skin and comes out redder beside where it went in: red wraps furthest round the edge of shadow.
        var wrap = new Vector3(0.34f, 0.15f, 0.10f);
        var diffuse = Wrapped((facing * 0.45f) + (fine * 0.55f), wrap);
        var tinted = new Vector3(MathF.Pow(lit, 0.62f), MathF.Pow(lit, 0.95f), lit);
        var colour = albedo * light.Key * diffuse * tinted;

        // Closed places are lit by skin around them: their shade is red, not grey.
        var open = new Vector3(MathF.Pow(s.Open, 0.75f), s.Open, s.Open);
        colour += albedo * Ambient(bumped) * open;
        colour += albedo * light.Rim * (MathF.Max(Vector3.Dot(bumped, _rim), 0) * s.Open);

        var view = Vector3.Normalize(camera.Eye - s.World);
        var glossy = Gloss(bumped, view, _key, 0.36f) * lit * 0.75f + Gloss(bumped, view, _key, 0.16f) * lit * 0.16f * gloss;
        colour += light.Key * (glossy * gloss * 0.9f);
        colour += light.Rim * (Gloss(bumped, view, _rim, 0.35f) * gloss * 0.5f * s.Open);
        var fresnel = MathF.Pow(1 - Math.Clamp(Vector3.Dot(bumped, view), 0, 1), 4);
        return colour + (Ambient(Vector3.Reflect(-view, bumped)) * (fresnel * 0.10f * s.Open));
    }

    private static Vector3 Bump(Point s, Look look, Placed body, float mmPerSample)
    {
        var (n, p) = (Vector3.Normalize(s.LocalNormal), s.Local);
        var tangent = Vector3.Normalize(Vector3.Cross(n, MathF.Abs(n.Y) > 0.9f ? Vector3.UnitX : Vector3.UnitY));
        var other = Vector3.Cross(n, tangent);
        var step = MathF.Max(0.25f, mmPerSample * 0.5f);
        var h = SkinPaint.Relief(p, look, mmPerSample);
        var du = (SkinPaint.Relief(p + (tangent * step), look, mmPerSample) - h) / step;
        var dv = (SkinPaint.Relief(p + (other * step), look, mmPerSample) - h) / step;
        var bumped = n - (tangent * du) - (other * dv);
        return Vector3.Normalize(Vector3.TransformNormal(bumped, body.Pose.Model));
    }

    private Vector3 Eye(Point s, Placed body, float turn)
    {
        var (albedo, local, iris) = EyePaint.At(s.Local, Vector3.Normalize(s.LocalNormal), body.Look);
        var normal = Vector3.Normalize(Vector3.TransformNormal(local, body.Pose.Model));
        var view = Vector3.Normalize(camera.Eye - s.World);
        var lit = shadows.Reaches(s.World + (s.Normal * 2), s.Normal, turn);
        // The iris lies behind the clear bulge and is lit from the side where the light is not.
        var face = iris ? Vector3.Normalize(s.Normal - (normal * 0.35f)) : s.Normal;
        var colour = albedo * ((light.Key * Wrapped(Vector3.Dot(face, _key), new Vector3(0.25f)) * lit) + (Ambient(s.Normal) * 0.9f));
        var glint = MathF.Pow(MathF.Max(Vector3.Dot(normal, Vector3.Normalize(view + _key)), 0), 420) * 3.2f * MathF.Sqrt(lit);
        var window = Blend.Smooth(0.15f, 0.5f, Vector3.Reflect(-view, normal).Y) * 0.035f;
        return colour + (light.Key * glint) + (light.Sky * window);
    }

    /// <summary>Fibres shine in cones around their length (Kajiya and Kay, SIGGRAPH 1989), once white and once in their own colour.</summary>
    private Vector3 Hair(Point s, Look look, float shine, float turn)
    {
        var along = s.Normal;
        var (shade, root) = (s.Local.X, s.Local.Y);
        var colour = look.Hair * (0.72f + (0.56f * shade)) * Blend.Mix(0.55f, 1, Blend.Smooth(0, 0.35f, root));
        var lit = shadows.Reaches(s.World, Vector3.Normalize(s.World - camera.Eye) * -1, turn);
        var view = Vector3.Normalize(camera.Eye - s.World);
        var sum = colour * Ambient(Vector3.Normalize(view + Vector3.UnitY)) * (0.85f * s.Open);
        sum += Fibre(along, _key, view, colour, shade, shine) * light.Key * (lit * (0.3f + (0.7f * s.Open)));
        sum += Fibre(along, Vector3.Normalize(view + (Vector3.UnitY * 2)), view, colour, shade, shine * 1.6f) * light.Sky * (0.55f * s.Open);
        return sum + (Fibre(along, _rim, view, colour, shade, shine) * light.Rim * s.Open);
    }

    private static Vector3 Fibre(Vector3 along, Vector3 from, Vector3 view, Vector3 colour, float shade, float shine)
    {
        var half = Vector3.Normalize(from + view);
        var shift = (shade - 0.5f) * 0.12f;
        var across = MathF.Sqrt(MathF.Max(1 - Square(Vector3.Dot(along, from)), 0));
        var first = MathF.Sqrt(MathF.Max(1 - Square(Vector3.Dot(along, half) + 0.06f + shift), 0));
        var second = MathF.Sqrt(MathF.Max(1 - Square(Vector3.Dot(along, half) - 0.11f + shift), 0));
        return (colour * across * 0.75f) + (new Vector3(0.035f * shine) * MathF.Pow(first, 70)) + (((colour * 0.7f) + new Vector3(0.01f * shine)) * MathF.Pow(second, 16) * 0.75f);
    }

    private Vector3 Cloth(Point s, Look look, float turn)
    {
        var p = s.Local;
        var weave = 1 + (0.10f * Noise.Value(p * 0.9f)) + (0.08f * Noise.Fractal(p * 0.06f, 2));
        var other = look.ClothPattern switch
        {
            1 => Blend.Smooth(-0.08f, 0.08f, MathF.Sin(p.Y * 0.21f)),
            2 => 0.5f * (Blend.Smooth(-0.1f, 0.1f, MathF.Sin(p.Y * 0.17f)) + Blend.Smooth(-0.1f, 0.1f, MathF.Sin(p.X * 0.17f))),
            3 => 0.35f * MathF.Abs(MathF.Sin(p.X * 0.55f)) * (0.7f + (0.3f * MathF.Sin((p.Y * 1.1f) + MathF.Sin(p.X * 0.55f)))),
            _ => 0,
        };
        var albedo = Vector3.Lerp(look.Cloth, look.ClothSecond, other) * weave;
        return Plain(s, albedo, 0.05f, 12, turn);
    }

    private Vector3 Plain(Point s, Vector3 albedo, float gloss, float power, float turn)
    {
        var view = Vector3.Normalize(camera.Eye - s.World);
        var n = Vector3.Dot(s.Normal, view) < 0 ? -s.Normal : s.Normal;
        var lit = shadows.Reaches(s.World, n, turn);
        var colour = albedo * ((light.Key * MathF.Max(Vector3.Dot(n, _key), 0) * lit) + (Ambient(n) * s.Open) + (light.Rim * MathF.Max(Vector3.Dot(n, _rim), 0)));
        var shine = MathF.Pow(MathF.Max(Vector3.Dot(n, Vector3.Normalize(view + _key)), 0), power);
        return colour + (light.Key * (shine * gloss * lit));
    }

    private Vector3 Ambient(Vector3 n) => Vector3.Lerp(light.Ground, light.Sky, (n.Y * 0.5f) + 0.5f);

    private static Vector3 Wrapped(float facing, Vector3 wrap) => Vector3.Max((new Vector3(facing) + wrap) / (Vector3.One + wrap), Vector3.Zero);

    /// <summary>A microfacet lobe (GGX, Walter et al., EGSR 2007) with Schlick's Fresnel at skin's 0.028.</summary>
    private static float Gloss(Vector3 n, Vector3 view, Vector3 from, float roughness)
    {
        var nl = Vector3.Dot(n, from);
        if (nl <= 0)
            return 0;
        var half = Vector3.Normalize(view + from);
        var nh = MathF.Max(Vector3.Dot(n, half), 0);
        var a2 = roughness * roughness * roughness * roughness;
        var d = (nh * nh * (a2 - 1)) + 1;
        var vh = MathF.Max(Vector3.Dot(view, half), 0);
        var fresnel = 0.028f + (0.972f * MathF.Pow(1 - vh, 5));
        return a2 / (MathF.PI * d * d) * fresnel * nl * 3.14f / MathF.Max(4 * nl * MathF.Max(Vector3.Dot(n, view), 0.12f), 0.05f) * nl;
    }

    private static float Square(float v) => v * v;

    private readonly record struct Point(Vector3 World, Vector3 Normal, Vector3 Local, Vector3 LocalNormal, float Open);
}
