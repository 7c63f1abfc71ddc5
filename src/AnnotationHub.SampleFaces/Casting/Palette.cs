using System.Numerics;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>Skin from light to dark, after the six steps of Fitzpatrick's scale.</summary>
internal enum SkinTone
{
    Pale,
    Light,
    Beige,
    Tan,
    Brown,
    Dark,
}

internal enum HairColour
{
    Black,
    DarkBrown,
    Brown,
    Auburn,
    Blond,
    Grey,
    White,
}

/// <summary>Colours in linear RGB.</summary>
internal static class Palette
{
    public static Vector3 Skin(SkinTone tone, Dice dice)
    {
        var colour = tone switch
        {
            SkinTone.Pale => new Vector3(0.60f, 0.385f, 0.295f),
            SkinTone.Light => new Vector3(0.53f, 0.315f, 0.218f),
            SkinTone.Beige => new Vector3(0.455f, 0.26f, 0.165f),
            SkinTone.Tan => new Vector3(0.335f, 0.175f, 0.100f),
            SkinTone.Brown => new Vector3(0.195f, 0.094f, 0.052f),
            SkinTone.Dark => new Vector3(0.093f, 0.045f, 0.026f),
            _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
        };
        return colour * (new Vector3(1) + (new Vector3(dice.Bell(), dice.Bell() * 0.6f, dice.Bell() * 0.6f) * 0.035f));
    }

    public static Vector3 Hair(HairColour colour) => colour switch
    {
        HairColour.Black => new(0.013f, 0.011f, 0.011f),
        HairColour.DarkBrown => new(0.034f, 0.021f, 0.014f),
        HairColour.Brown => new(0.085f, 0.048f, 0.027f),
        HairColour.Auburn => new(0.15f, 0.052f, 0.022f),
        HairColour.Blond => new(0.36f, 0.245f, 0.125f),
        HairColour.Grey => new(0.23f, 0.225f, 0.22f),
        HairColour.White => new(0.52f, 0.51f, 0.50f),
        _ => throw new ArgumentOutOfRangeException(nameof(colour), colour, null),
    };

    public static Vector3 Iris(SkinTone tone, HairColour hair, Dice dice)
    {
        var light = tone is SkinTone.Pale or SkinTone.Light && hair is not (HairColour.Black or HairColour.DarkBrown) && dice.Next() < 0.7f;
        if (!light)
            return Vector3.Lerp(new(0.045f, 0.02f, 0.009f), new(0.12f, 0.058f, 0.024f), dice.Next());
        return dice.Next() < 0.5f ? new(0.13f, 0.19f, 0.26f) : new(0.13f, 0.145f, 0.07f);
    }

    public static Vector3 Cloth(Dice dice)
    {
        ReadOnlySpan<float> colours =
        [
            0.05f, 0.07f, 0.14f, 0.30f, 0.04f, 0.045f, 0.55f, 0.53f, 0.50f, 0.035f, 0.035f, 0.04f, 0.06f, 0.16f, 0.15f, 0.42f, 0.28f, 0.09f,
            0.13f, 0.18f, 0.10f, 0.22f, 0.30f, 0.42f, 0.33f, 0.13f, 0.16f, 0.20f, 0.17f, 0.14f,
        ];
        var i = (int)(dice.Next() * colours.Length / 3) * 3;
        return new Vector3(colours[i], colours[i + 1], colours[i + 2]) * dice.Between(0.85f, 1.2f);
    }
}
