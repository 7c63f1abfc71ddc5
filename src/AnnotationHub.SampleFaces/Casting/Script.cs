using System.Collections.Immutable;
using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Hair;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>Every photograph of the set.</summary>
internal static class Script
{
    public static ImmutableArray<Shot> Shots => [.. Singles.Shots, .. Groups.Shots];
}

/// <summary>The photographs of one person.</summary>
internal static class Singles
{
    private static readonly Hairstyle Short = new(Cut.Short);
    private static readonly Hairstyle Part = new(Cut.SidePart);
    private static readonly Hairstyle Tied = new(Cut.TiedBack);
    private static readonly Hairstyle Curly = new(Cut.Curly);

    public static ImmutableArray<Shot> Shots =>
    [
        One("face-01", 1000, 1200, Lights.Studio(1), Place.Studio, new(11, 0, SkinTone.Light, HairColour.DarkBrown, Tied) { Smile = 0.35f, Yaw = 4, Neckline = Neckline.Open }) with { Gold = true },
        One("face-02", 1000, 1250, Lights.Window(-1), Place.Room, new(12, 1, SkinTone.Beige, HairColour.Black, Short) { Yaw = -18, Pitch = 3, TrunkYaw = -25, Stubble = 0.35f, Neckline = Neckline.Collar }) with { Gold = true },
        One("face-03", 1100, 1100, Lights.Overcast, Place.Garden, new(13, 0, SkinTone.Beige, HairColour.Black, new(Cut.Bob) { FringeLength = 52, OverEars = true }) { Yaw = 12, Smile = 0.6f, TrunkYaw = 8 }),
        One("face-04", 960, 1280, Lights.Sun(1), Place.Hills, new(14, 1, SkinTone.Tan, HairColour.Grey, Short) { Age = 0.8f, Yaw = 22, TrunkYaw = 30, Stubble = 0.3f, EyesOpen = 0.85f, Neckline = Neckline.Collar }),
        One("face-05", 1200, 1200, Lights.Window(1), Place.Room, new(15, 0, SkinTone.Dark, HairColour.Black, Curly) { Smile = 0.75f, MouthOpen = 6, Yaw = -9, Roll = 5 }) with { Gold = true },
        One("face-06", 1000, 1300, Lights.Evening(-1), Place.Hills, new(16, 0, SkinTone.Pale, HairColour.Auburn, new(Cut.Long) { OverCheek = 1, Wave = 0.6f }) { Yaw = -27, TrunkYaw = -35, Freckles = 0.8f }),
        One("face-07", 1000, 1200, Lights.Studio(-1), Place.Studio, new(17, 1, SkinTone.Brown, HairColour.Black, new(Cut.Buzzed) { Beard = 9 }) { Yaw = 8, Pitch = -6, Neckline = Neckline.High }),
        One("face-08", 1050, 1200, Lights.Flash, Place.Room, new(18, 0, SkinTone.Light, HairColour.Black, Part) { Glasses = 1.5f, GlassesRoundness = 0.9f, Smile = 0.5f, Roll = -9 }) with { Gold = true },
        One("face-09", 1200, 1500, Lights.Lamp(1), Place.Room, new(19, 1, SkinTone.Light, HairColour.Brown, Part) { Glasses = 2.2f, GlassesRoundness = 0.1f, Yaw = 30, TrunkYaw = 40, Neckline = Neckline.Collar }),
        One("face-10", 900, 1200, Lights.Overcast, Place.Street, new(20, 0.5f, SkinTone.Beige, HairColour.Black, new(Cut.Short) { FringeLength = 42 }) { Childlike = 0.85f, Age = 0, Smile = 0.8f, MouthOpen = 5, Pitch = 7 }),
        One("face-11", 1000, 1250, Lights.Window(-1), Place.Studio, new(21, 0, SkinTone.Beige, HairColour.White, Tied) { Age = 1, Yaw = -14, Smile = 0.4f, Neckline = Neckline.Collar }) with { Gold = true },
        One("face-12", 1000, 1200, Lights.Sun(-1), Place.Garden, new(22, 1, SkinTone.Pale, HairColour.Blond, Part) { Yaw = 38, TrunkYaw = 46, Smile = 0.3f }),
        One("face-13", 1000, 1250, Lights.Studio(1), Place.Studio, new(23, 0, SkinTone.Tan, HairColour.DarkBrown, new(Cut.Long) { FringeLength = 58, OverEars = true }) { Pitch = -9, Yaw = -6 }),
        One("face-14", 1000, 1200, Lights.Evening(1), Place.Street, new(24, 1, SkinTone.Brown, HairColour.Black, Short) { Roll = 17, Yaw = -12, MouthOpen = 13, Smile = 0.25f, BrowRaise = 0.8f }),
        One("face-15", 1000, 1200, Lights.Window(1), Place.Room, new(25, 0, SkinTone.Light, HairColour.Brown, new(Cut.Bob) { Part = -0.4f, Wave = 0.4f }) { Yaw = -39, TrunkYaw = -45, Smile = 0.2f }),
        One("face-16", 960, 1280, Lights.Overcast, Place.Hills, new(26, 1, SkinTone.Tan, HairColour.White, new(Cut.None) { Beard = 14 }) { Age = 0.95f, Pitch = 5, Yaw = 10, Neckline = Neckline.Collar, EyesOpen = 0.8f }),
        One("face-17", 1000, 1200, Lights.Lamp(-1), Place.Room, new(27, 0, SkinTone.Dark, HairColour.Black, Tied) { Yaw = 20, Pitch = 10, TrunkYaw = 20, Neckline = Neckline.Open }),
        One("face-18", 1000, 1200, Lights.Studio(-1), Place.Studio, new(28, 1, SkinTone.Beige, HairColour.Black, new(Cut.Short) { FringeLength = 50, Part = -0.3f }) { EyesOpen = 0.12f, Yaw = -4, Smile = 0.15f }),
        One("face-19", 1100, 1250, Lights.Flash, Place.Street, new(29, 0, SkinTone.Pale, HairColour.Blond, new(Cut.Long) { OverEars = true, Part = 0.05f }) { MouthOpen = 16, BrowRaise = 1, EyesOpen = 1.15f, Yaw = 6 }),
        One("face-20", 1000, 1300, Lights.Window(-1), Place.Room, new(30, 0.9f, SkinTone.Light, HairColour.Grey, new(Cut.Short) { Receding = 22 }) { Age = 0.65f, Glasses = 1.3f, GlassesRoundness = 0.5f, Yaw = 16, TrunkYaw = 5, Smile = 0.45f, Neckline = Neckline.Collar }) with { Gold = true },
        One("face-21", 3000, 4000, Lights.Overcast, Place.Garden, new(31, 0, SkinTone.Beige, HairColour.Black, new(Cut.Long) { Part = 0.2f }) { Yaw = -8, Smile = 0.55f, Roll = -3, Neckline = Neckline.Round }) with { PixelsPerMm = 9.5f },
        One("face-22", 420, 520, Lights.Evening(1), Place.Street, new(32, 1, SkinTone.Brown, HairColour.DarkBrown, Curly) { Yaw = -24, TrunkYaw = -30 }) with { Samples = 3 },
        One("face-23", 360, 480, Lights.Flash, Place.Room, new(33, 0, SkinTone.Light, HairColour.Black, new(Cut.Bob) { FringeLength = 48, OverEars = true }) { Childlike = 0.6f, Age = 0, Pitch = -5, Roll = 8 }) with { Samples = 3 },
        One("face-24", 640, 800, Lights.Sun(-1), Place.Hills, new(34, 0, SkinTone.Tan, HairColour.Grey, new(Cut.Bob) { OverCheek = -1 }) { Age = 0.6f, Smile = 0.7f, Yaw = 15, Pitch = 4 }),
    ];

    /// <summary>A head and shoulders that fill the frame.</summary>
    private static Shot One(string name, int width, int height, Light light, Place place, Sitter sitter)
    {
        var dice = new Dice(sitter.Seed * 31);
        var tint = new Vector3(dice.Between(0.16f, 0.30f), dice.Between(0.18f, 0.28f), dice.Between(0.18f, 0.30f));
        return new Shot(name, width, height, height * dice.Between(0.00245f, 0.0030f), light, place, [sitter with { X = dice.Between(-18, 18) - (sitter.Yaw * 0.5f) }])
        {
            Tint = tint,
            Film = new Film(dice.Between(0.92f, 1.08f), dice.Between(0.2f, 0.5f), dice.Between(0.012f, 0.032f), dice.Between(-0.5f, 0.8f)),
        };
    }
}
