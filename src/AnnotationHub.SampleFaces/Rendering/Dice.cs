using System.Numerics;

namespace AnnotationHub.SampleFaces.Rendering;

/// <summary>A repeatable source of random numbers (SplitMix64, Steele et al., OOPSLA 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>In [0, 1).</summary>
    public float Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 40) * (1f / 16777216f);
        }
    }

    public float Between(float low, float high) => low + ((high - low) * Next());

    /// <summary>Close to normal, mean 0, deviation 1, never beyond 3.5.</summary>
    public float Bell() => (Next() + Next() + Next() + Next() - 2) * 1.7320508f;

    public Vector3 Ball() => new(Between(-1, 1), Between(-1, 1), Between(-1, 1));

    /// <summary>An independent source: what one part draws does not shift what the next one gets.</summary>
    public Dice Fork() => new((ulong)(Next() * 16777216) << 32 | (ulong)(Next() * 16777216));
}
