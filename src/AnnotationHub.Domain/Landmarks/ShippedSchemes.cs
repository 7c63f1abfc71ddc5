using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The landmark schemes that come with the program, from the data files beside this class.</summary>
public static class ShippedSchemes
{
    private static readonly Lazy<ImmutableArray<LandmarkScheme>> Loaded = new(() => [Load("cheekbone-72"), Load("ibug-68"), Load("wflw-98")]);

    public static ImmutableArray<LandmarkScheme> All => Loaded.Value;

    /// <summary>Null where no shipped scheme has this key; keys are case-sensitive.</summary>
    public static LandmarkScheme? Find(string key) => All.FirstOrDefault(s => s.Key == key);

    private static LandmarkScheme Load(string key)
    {
        using var stream = typeof(ShippedSchemes).Assembly.GetManifestResourceStream($"AnnotationHub.Schemes.{key}.json")
            ?? throw new InvalidOperationException($"The scheme file {key}.json is not in the assembly.");
        var reading = SchemeReader.Read(stream);
        return reading.Scheme
            ?? throw new InvalidOperationException($"The shipped scheme {key} is broken: {string.Join(" ", reading.Faults.Select(f => f.Message.En))}");
    }
}
