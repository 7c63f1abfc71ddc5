using System.Numerics;
using AnnotationHub.SampleFaces.Anatomy;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>What lies out of focus behind a person.</summary>
internal enum Place
{
    Studio,
    Room,
    Garden,
    Street,
    Hills,
}

/// <summary>A background far out of focus: a gradient with soft discs and bars over it, in shares of the picture's size.</summary>
internal sealed class Backdrop
{
    private readonly (Vector2 At, Vector2 Half, float Soft, Vector3 Colour, bool Round, float Cover)[] _spots;
    private readonly Vector3 _top;
    private readonly Vector3 _bottom;
    private readonly float _horizon;

    public Backdrop(Place place, Vector3 tint, Dice dice)
    {
        (_top, _bottom, _horizon) = place switch
        {
            Place.Studio => (tint * 1.25f, tint * 0.6f, 0.6f),
            Place.Room => (tint, tint * 0.55f, 0.75f),
            Place.Garden => (new Vector3(0.34f, 0.48f, 0.30f), new Vector3(0.07f, 0.12f, 0.04f), 0.45f),
            Place.Street => (new Vector3(0.40f, 0.42f, 0.46f), new Vector3(0.16f, 0.15f, 0.145f), 0.6f),
            Place.Hills => (new Vector3(0.42f, 0.60f, 0.88f), new Vector3(0.25f, 0.22f, 0.13f), 0.55f),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, null),
        };
        _spots = [.. Enumerable.Range(0, Count(place)).Select(i => Spot(place, tint, dice, i))];
    }

    public Vector3 At(float x, float y, int width, int height)
    {
        var p = new Vector2(x / width, y / height);
        var colour = Vector3.Lerp(_top, _bottom, Blend.Smooth(_horizon - 0.5f, _horizon + 0.4f, p.Y));
        var aspect = width / (float)height;
        foreach (var s in _spots)
        {
            var d = (p - s.At) * new Vector2(aspect, 1);
            var cover = s.Cover * (s.Round
                ? Blend.Smooth(s.Soft, -s.Soft, (d / s.Half).Length() - 1)
                : Blend.Smooth(s.Soft, -s.Soft, MathF.Abs(d.X) - s.Half.X) * Blend.Smooth(s.Soft, -s.Soft, MathF.Abs(d.Y) - s.Half.Y));
            if (cover > 0)
                colour = Vector3.Lerp(colour, s.Colour, cover);
        }

        return colour * (1 + (0.03f * Noise.Value(new Vector3(p * 9, 1))));
    }

    private static int Count(Place place) => place switch { Place.Studio => 1, Place.Room => 9, Place.Garden => 70, Place.Street => 26, _ => 16 };

    private static (Vector2, Vector2, float, Vector3, bool, float) Spot(Place place, Vector3 tint, Dice dice, int i)
    {
        var at = new Vector2(dice.Between(-0.05f, 1.05f), dice.Next());
        var size = dice.Between(0.02f, 0.07f);
        switch (place)
        {
            case Place.Studio:
                return (new(0.5f, 0.42f), new(0.65f), 0.95f, tint * 1.7f, true, 0.5f);
            case Place.Room when i < 2:
                return (new(dice.Between(0, 1), 0.3f), new(dice.Between(0.12f, 0.22f), 0.3f), 0.07f, i == 0 ? new Vector3(1.15f, 1.2f, 1.25f) : tint * 0.4f, false, 0.85f);
            case Place.Room:
                return (new(at.X, dice.Between(0.3f, 0.95f)), new(dice.Between(0.03f, 0.2f), dice.Between(0.03f, 0.14f)), 0.075f, (tint * 0.5f) + (new Vector3(dice.Next(), dice.Next() * 0.85f, dice.Next() * 0.7f) * 0.14f), false, 0.8f);
            case Place.Garden:
                return (at, new(size * 1.5f), dice.Between(0.2f, 0.8f), Vector3.Lerp(new(0.08f, 0.16f, 0.03f), new(0.75f, 0.85f, 0.35f), dice.Next() * dice.Next()), true, dice.Between(0.15f, 0.6f));
            case Place.Street:
                return i % 2 == 0
                    ? (at, new(dice.Between(0.03f, 0.16f), dice.Between(0.2f, 0.5f)), 0.06f, new Vector3(dice.Between(0.1f, 0.5f)) * new Vector3(1.05f, 1, dice.Between(0.8f, 1.1f)), false, 0.7f)
                    : (new(at.X, dice.Between(0.25f, 0.75f)), new(size), 0.15f, new Vector3(1.3f, dice.Between(0.5f, 1.1f), dice.Between(0.2f, 0.8f)), true, 0.45f);
            default:
                return i < 8
                    ? (new(at.X, dice.Between(0.62f, 0.8f)), new(dice.Between(0.3f, 0.7f), dice.Between(0.1f, 0.24f)), 0.25f, Vector3.Lerp(new(0.30f, 0.36f, 0.38f), new(0.36f, 0.30f, 0.15f), i / 8f), true, 0.75f)
                    : (new(at.X, dice.Between(0, 0.4f)), new(dice.Between(0.1f, 0.3f), dice.Between(0.02f, 0.08f)), 0.7f, new Vector3(0.95f), true, 0.4f);
        }
    }
}
