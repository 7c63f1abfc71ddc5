using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AnnotationHub.Domain.Landmarks.Shapes;

/// <summary>
/// The data file of a shape model: the scheme's key, the noise and the modes; the mean is the scheme's own. Numbers are in normalising
/// distances, rounded to four places.
/// </summary>
public static class ShapeModelFile
{
    private const int Decimals = 4;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<ImmutableDictionary<string, ShapeModel>> Loaded = new(() =>
        ShippedSchemes.All.ToImmutableDictionary(s => s.Key, Load));

    /// <summary>The model that ships with the scheme; null for a scheme that does not ship.</summary>
    public static ShapeModel? Shipped(string schemeKey) => Loaded.Value.GetValueOrDefault(schemeKey);

    /// <exception cref="InvalidDataException">The file is not a shape model, or not of this scheme.</exception>
    public static ShapeModel Read(Stream stream, LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(stream, Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Not a shape model: {e.Message}", e);
        }

        if (content is null || content.Scheme != scheme.Key)
            throw new InvalidDataException($"The shape model is of scheme '{content?.Scheme}', not of '{scheme.Key}'.");
        if (content.Noise is not (> 0 and < 1))
            throw new InvalidDataException($"The noise of a shape model is {content.Noise}, permitted is above 0 and below 1.");
        if (content.Modes.Any(m => m.Length != 2 * scheme.Count || !m.All(double.IsFinite)))
            throw new InvalidDataException($"Every mode of a shape model of {scheme.Key} must be {2 * scheme.Count} finite numbers.");
        return new ShapeModel(scheme.MeanShape, content.Modes, content.Noise);
    }

    public static void Write(Stream stream, LandmarkScheme scheme, ShapeModel model)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(model);
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"{{\"scheme\":{JsonSerializer.Serialize(scheme.Key)},\"noise\":{JsonSerializer.Serialize(Math.Round(model.Noise, Decimals + 1))},\"modes\":[");
        text.WriteLine(string.Join(",\n", model.Modes.Select(m => JsonSerializer.Serialize(m.Select(v => Math.Round(v, Decimals))))));
        text.WriteLine("]}");
    }

    private static ShapeModel Load(LandmarkScheme scheme)
    {
        using var stream = typeof(ShapeModelFile).Assembly.GetManifestResourceStream($"AnnotationHub.Schemes.{scheme.Key}.shape.json")
            ?? throw new InvalidOperationException($"The shape model of {scheme.Key} is not in the assembly.");
        return Read(stream, scheme);
    }

    private sealed record Content(string Scheme, double Noise, ImmutableArray<ImmutableArray<double>> Modes);
}
