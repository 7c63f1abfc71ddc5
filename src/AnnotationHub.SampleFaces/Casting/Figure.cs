using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Hair;
using AnnotationHub.SampleFaces.Rendering;
using AnnotationHub.SampleFaces.Surface;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>A sitter made solid: what is rendered of it, and the field and pose from which the true landmarks are read.</summary>
internal sealed class Figure
{
    private readonly Sitter _sitter;
    private readonly Dice _dice;
    private readonly Pose _trunkPose;

    public Figure(Sitter sitter, int index)
    {
        (_sitter, Index) = (sitter, index);
        _dice = new Dice((sitter.Seed * 104729) + 5);
        Traits = TraitDraw.Draw(sitter);
        (Pose, _trunkPose) = Poses();
        Matrix4x4.Invert(Pose.Model, out var toHead);
        Field = new HeadField(Traits, Vector3.Transform(Vector3.Transform(Trunk.NeckBase, _trunkPose.Model), toHead));
        Look = Dress();
    }

    public int Index { get; }

    public FaceTraits Traits { get; }

    public HeadField Field { get; }

    public Pose Pose { get; }

    public Look Look { get; }

    /// <summary>Everything that shows of this person.</summary>
    public IReadOnlyList<Placed> Build(Camera camera, int samples)
    {
        var s = _sitter;
        var pixelsPerMm = camera.PixelsPerMm * camera.Distance / (camera.Distance - s.Z);
        var cell = Math.Clamp(3.2f / pixelsPerMm, 0.85f, pixelsPerMm < 0.8f ? 2.2f : 1.5f);
        var trunk = new Trunk(Blend.Mix(118, 142, s.Masculine) * (1 - (0.3f * s.Childlike)), Blend.Mix(-6, 3, s.Masculine) - (10 * s.Childlike), s.Neckline);
        Matrix4x4.Invert(_trunkPose.Model, out var toTrunk);
        var headToTrunk = Pose.Model * toTrunk;
        float Skin(Vector3 p) => p.Y < -60 ? Blend.Union(Field.Distance(p), trunk.Skin(Vector3.Transform(p, headToTrunk)), 36) : Field.Distance(p);

        var skin = SurfaceNets.Extract(Substance.Skin, Skin, new(-100, -228, -118), new(100, 118, 128), cell, true);
        var cloth = SurfaceNets.Extract(Substance.Cloth, trunk.Garment, new(-275, LowestSeen(camera), -180), new(275, -80, 110), Math.Clamp(7 / pixelsPerMm, 2.1f, 4), false);
        var clearance = new Clearance(Skin);
        var density = Math.Clamp(pixelsPerMm / 3.2f, 0.12f, 1.25f);
        var bodies = new List<Placed>
        {
            new(skin, Pose, Look, Index),
            new(EyeBalls.Build(Field.Eye), Pose, Look, Index),
            new(cloth, _trunkPose, Look, Index),
            new Groomer(skin, clearance, Field, s.Style, _dice.Fork()).Grow(density).Ribbons(Pose, camera, samples, Look, Index),
            new FineHair(clearance, Field, _dice.Fork()).Grow(density).Ribbons(Pose, camera, samples, Look with { Hair = BrowColour(s.Colour) }, Index),
        };
        if (s.MouthOpen > 1)
            bodies.Add(new(Teeth.Build(Field.Lips.Centre, 91), Pose, Look, Index));
        if (s.Glasses > 0)
            bodies.Add(new(Glasses.Build(s.GlassesRoundness, s.Glasses, Field.Eye.Ball.X), Pose, Look, Index));
        return bodies;
    }

    /// <summary>The height, in the trunk's frame, of the picture's lower edge and some more, so that no garment ends in mid-air.</summary>
    private float LowestSeen(Camera camera)
    {
        var mmPerPixel = (camera.Distance - _sitter.Z + 150) / (camera.Distance * camera.PixelsPerMm);
        return Math.Clamp((((camera.CentreY - camera.Height) * mmPerPixel) - _sitter.Y - 60) / 0.9f, -1200, -330);
    }

    private (Pose Head, Pose Trunk) Poses()
    {
        const float radians = MathF.PI / 180;
        var (s, t) = (_sitter, Traits);
        var size = new Vector3(t.Width, t.Height, t.Depth);
        var head = Matrix4x4.CreateScale(size)
            * Matrix4x4.CreateRotationX(-s.Pitch * radians)
            * Matrix4x4.CreateRotationY(s.Yaw * radians)
            * Matrix4x4.CreateRotationZ(-s.Roll * radians)
            * Matrix4x4.CreateTranslation(s.X, s.Y, s.Z);
        var trunk = Matrix4x4.CreateScale(size) * Matrix4x4.CreateRotationY(s.TrunkYaw * radians) * Matrix4x4.CreateRotationZ(-s.Roll * 0.15f * radians);
        var shift = Vector3.Transform(Trunk.Pivot, head) - Vector3.Transform(Trunk.Pivot, trunk);
        return (new Pose(head, t.Crooked), new Pose(trunk * Matrix4x4.CreateTranslation(shift), 0));
    }

    private Look Dress()
    {
        var (s, dice) = (_sitter, _dice.Fork());
        var front = Enumerable.Range(0, dice.Next() < 0.6f ? 2 : 0)
            .Select(_ => Field.Front(dice.Between(-48, 48), dice.Between(-90, -30)) ?? Vector3.Zero);
        var hair = Palette.Hair(s.Colour);
        return new Look
        {
            Skin = Palette.Skin(s.Tone, dice),
            Hair = hair * dice.Between(0.85f, 1.15f),
            Iris = Palette.Iris(s.Tone, s.Colour, dice),
            Cloth = Palette.Cloth(dice),
            ClothSecond = Palette.Cloth(dice),
            ClothPattern = (int)(dice.Next() * 5),
            Frame = dice.Next() < 0.6f ? new Vector3(0.012f) : new Vector3(0.09f, 0.04f, 0.02f),
            LipColour = Blend.Mix(0.75f, 0.2f, s.Masculine) * dice.Between(0.6f, 1.2f) * (1 - (0.5f * s.Childlike)),
            Freckles = s.Freckles,
            Stubble = s.Stubble,
            Blush = dice.Between(0.25f, 0.6f) + (0.25f * s.Childlike),
            BrowShade = Blend.Mix(0.25f, 0.42f, s.Masculine),
            Shine = dice.Between(0.35f, 0.7f),
            Seed = (s.Seed % 97) * 3.7f,
            Moles = [.. front],
            // People look towards the camera: the eyes make up for a part of the head's turn.
            Gaze = new Vector2(Math.Clamp(-s.Yaw * 0.10f, -3.4f, 3.4f), Math.Clamp(-s.Pitch * 0.07f, -1.4f, 1.2f)),
            Scalp = p => Groomer.Cover(s.Style, p),
            Traits = Traits,
            Field = Field,
        };
    }

    /// <summary>Brows stay darker than fair or white hair.</summary>
    private static Vector3 BrowColour(HairColour colour) => colour switch
    {
        HairColour.Blond => Palette.Hair(HairColour.Brown) * 1.3f,
        HairColour.White => Palette.Hair(HairColour.Grey) * 0.9f,
        HairColour.Grey => Palette.Hair(HairColour.Grey) * 0.5f,
        _ => Palette.Hair(colour),
    };
}
