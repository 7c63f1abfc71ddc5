using AnnotationHub.SampleFaces.Anatomy;
using AnnotationHub.SampleFaces.Rendering;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>Draws the features of a face at random around what age and sex make likely.</summary>
internal static class TraitDraw
{
    public static FaceTraits Draw(Sitter s)
    {
        var dice = new Dice((s.Seed * 7919) + 17);
        var (m, c) = (s.Masculine, s.Childlike);
        float Around(float mean, float deviation) => mean + (1.3f * deviation * dice.Bell());
        return new FaceTraits
        {
            Width = Around(0.965f + (0.035f * m), 0.022f) * (1 - (0.04f * c)),
            Height = Around(0.965f + (0.045f * m), 0.024f) * (1 - (0.13f * c)),
            Depth = Around(0.985f, 0.02f) * (1 - (0.08f * c)),
            JawWidth = Around(-4f + (5.5f * m) - (2 * c), 2.2f),
            ChinLength = Around(-4f + (5 * m) - (7 * c), 2.4f),
            ChinForward = Around(1 - (2 * c), 1.8f),
            ChinWidth = Around(-3 + (5 * m), 1.6f),
            CheekBone = Around(0.6f - (0.3f * m), 0.8f),
            CheekFullness = Around(0.5f + (2.6f * c), 1.5f),
            BrowRidge = Around(-2.5f + (4 * m) - (1.5f * c), 1),
            ForeheadSlope = Around((3 * m) - (3 * c), 1.5f),
            NoseLength = Around(-1.2f + (2.3f * m) + (1.5f * s.Age) - (4 * c), 1.7f),
            NoseWidth = Around(-0.8f + (2.3f * m) + (s.Tone >= SkinTone.Brown ? 2.2f : 0), 1.2f),
            NoseBridge = Around(-0.5f + m - (2.2f * c), 1.5f),
            NoseTip = Around(-0.3f + (0.5f * m), 0.8f),
            EyeSpacing = Around(0, 1.1f),
            EyeSize = Around(1.05f - (0.06f * m) + (0.07f * c), 0.03f),
            EyeTilt = Around(2.2f - (0.5f * m) - (1.2f * s.Age), 1.2f),
            EyeOpenAmount = s.EyesOpen * Around(1 - (0.13f * s.Age), 0.05f),
            LidFold = dice.Next() < 0.25f ? 0.2f : Around(3.3f - (0.8f * s.Age), 0.6f),
            BrowHeight = Around(0.8f - (1.3f * m), 1.0f) + (4.5f * s.BrowRaise),
            BrowThickness = Around(-1.4f + (1.8f * m) - (1.2f * c), 0.8f),
            BrowArch = Around(1.6f - (1.3f * m), 0.8f) + (1.5f * s.BrowRaise),
            BrowInnerRaise = Around(0.3f, 0.6f) + s.BrowRaise,
            MouthWidth = Around(-1 + (1.2f * m) - (2.5f * c), 1.4f),
            MouthHeight = Around(0.3f + (3 * c), 1.2f),
            UpperLip = Around(0.9f - (1.3f * m) - (1.8f * s.Age) + (s.Tone >= SkinTone.Brown ? 1.6f : 0), 0.8f),
            LowerLip = Around(1.1f - (1.1f * m) - (1.6f * s.Age) + (s.Tone >= SkinTone.Brown ? 1.6f : 0), 0.9f),
            SmileAmount = s.Smile,
            MouthOpen = s.MouthOpen,
            EarSize = Around(0.97f + (0.05f * m) + (0.06f * s.Age), 0.03f),
            NeckWidth = Around(-7.5f + (6.5f * m) - (5 * c), 1.2f),
            AgeAmount = s.Age,
            Crooked = Around(0, 0.7f),
        };
    }
}
