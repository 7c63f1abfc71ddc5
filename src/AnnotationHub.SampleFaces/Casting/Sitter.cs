using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Hair;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>
/// One person of a picture, as the script of the pictures says. What it does not say (the features of the face, the colours of clothes) is
/// drawn from <paramref name="Seed"/>. Angles in degrees: yaw to the image's right, pitch upwards, roll clockwise.
/// </summary>
internal sealed record Sitter(ulong Seed, float Masculine, SkinTone Tone, HairColour Colour, Hairstyle Style)
{
    /// <summary>0 a young adult, 1 about eighty.</summary>
    public float Age { get; init; } = 0.15f;

    /// <summary>A child's proportions instead of an adult's, 0 to 1.</summary>
    public float Childlike { get; init; }

    public float Yaw { get; init; }

    public float Pitch { get; init; }

    public float Roll { get; init; }

    public float TrunkYaw { get; init; }

    public float Smile { get; init; }

    public float MouthOpen { get; init; }

    public float EyesOpen { get; init; } = 1;

    public float BrowRaise { get; init; }

    /// <summary>Thickness of the glasses' rims in mm; 0 is none.</summary>
    public float Glasses { get; init; }

    public float GlassesRoundness { get; init; } = 0.4f;

    public float Stubble { get; init; }

    public float Freckles { get; init; }

    public Neckline Neckline { get; init; } = Neckline.Round;

    /// <summary>Place of the point between the eyes, mm from the middle of the picture; Z towards the camera.</summary>
    public float X { get; init; }

    public float Y { get; init; }

    public float Z { get; init; }
}
