using System.Collections.Immutable;
using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Hair;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>The photographs of several people.</summary>
internal static class Groups
{
    private static readonly Hairstyle Short = new(Cut.Short);
    private static readonly Hairstyle Part = new(Cut.SidePart);
    private static readonly Hairstyle Tied = new(Cut.TiedBack);

    public static ImmutableArray<Shot> Shots =>
    [
        new("group-01", 1500, 1050, 2.15f, Lights.Overcast, Place.Garden,
        [
            new(51, 0, SkinTone.Beige, HairColour.Black, new(Cut.Long) { Part = 0.3f }) { X = -150, Y = 4, Yaw = 14, Roll = 7, Smile = 0.7f, MouthOpen = 5, TrunkYaw = 15 },
            new(52, 1, SkinTone.Tan, HairColour.Black, Short) { X = 145, Y = 26, Z = -60, Yaw = -10, Roll = -5, Smile = 0.45f, TrunkYaw = -18, Neckline = Neckline.High },
        ]),
        new("group-02", 1600, 1000, 1.55f, Lights.Window(1), Place.Room,
        [
            new(53, 1, SkinTone.Beige, HairColour.Grey, Part) { X = -310, Y = 20, Z = -90, Age = 0.75f, Yaw = 18, TrunkYaw = 20, Smile = 0.3f, Glasses = 1.4f },
            new(54, 0.5f, SkinTone.Light, HairColour.Black, new(Cut.Short) { FringeLength = 40 }) { X = 0, Y = -70, Childlike = 0.9f, Age = 0, Smile = 0.85f, MouthOpen = 6 },
            new(55, 0, SkinTone.Beige, HairColour.White, Tied) { X = 305, Y = 0, Z = -70, Age = 0.85f, Yaw = -22, Roll = -4, TrunkYaw = -20, Smile = 0.6f, Neckline = Neckline.Collar },
        ]) { Film = new Film(1.02f, 0.4f, 0.024f, 0.5f) },
        new("group-03", 1600, 1150, 1.10f, Lights.Studio(-1), Place.Studio,
        [
            new(56, 1, SkinTone.Dark, HairColour.Black, new(Cut.Buzzed) { Beard = 6 }) { X = -470, Y = 120, Z = -260, Yaw = 12, Smile = 0.4f, TrunkYaw = 15, Neckline = Neckline.Collar },
            new(57, 0, SkinTone.Light, HairColour.Blond, new(Cut.Long) { OverEars = true }) { X = -160, Y = 110, Z = -280, Yaw = -4, Smile = 0.7f, MouthOpen = 4 },
            new(58, 1, SkinTone.Beige, HairColour.Black, Short) { X = 160, Y = 140, Z = -270, Yaw = 5, Glasses = 1.8f, GlassesRoundness = 0.2f },
            new(59, 0, SkinTone.Brown, HairColour.Black, new(Cut.Curly)) { X = 470, Y = 105, Z = -250, Yaw = -16, Smile = 0.55f, TrunkYaw = -15 },
            new(60, 0, SkinTone.Tan, HairColour.DarkBrown, new(Cut.Bob) { FringeLength = 50, OverEars = true }) { X = -320, Y = -130, Yaw = 10, Roll = 4, Smile = 0.5f },
            new(61, 1, SkinTone.Pale, HairColour.Auburn, Part) { X = 10, Y = -120, Yaw = -2, Smile = 0.8f, MouthOpen = 7, Stubble = 0.5f, Freckles = 0.4f },
            new(62, 0, SkinTone.Beige, HairColour.Black, Tied) { X = 330, Y = -125, Yaw = -12, Roll = -6, Smile = 0.35f, Neckline = Neckline.Open },
        ]) { DistanceMm = 2600, Tint = new Vector3(0.24f, 0.25f, 0.28f), OriginHeight = 0.5f },
        new("group-04", 1400, 1050, 1.75f, Lights.Evening(1), Place.Street,
        [
            new(63, 1, SkinTone.Light, HairColour.Brown, new(Cut.Short) { Beard = 8 }) { X = -215, Y = 45, Z = -40, Yaw = 30, TrunkYaw = 25, Smile = 0.5f, Neckline = Neckline.High },
            new(64, 0, SkinTone.Pale, HairColour.Brown, new(Cut.Long) { Wave = 0.8f, Part = -0.3f }) { X = 30, Y = -10, Z = 20, Yaw = -6, Roll = 8, Smile = 0.9f, MouthOpen = 8 },
            new(65, 0, SkinTone.Dark, HairColour.Black, Tied) { X = 275, Y = 15, Z = -60, Yaw = -28, TrunkYaw = -20, Smile = 0.4f },
        ]) { Film = new Film(1, 0.45f, 0.03f, 0.4f) },
    ];
}
