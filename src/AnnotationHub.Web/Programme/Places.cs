using System.Text.Json;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Programme;

/// <summary>The county's townships in their official order, read once at the start. Data, not code: an operator edits the file.</summary>
public sealed class Places
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public Places(IOptions<ProgrammeOptions> options, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        using var stream = options.Value.PlacesFile is { Length: > 0 } path
            ? File.OpenRead(Path.Combine(environment.ContentRootPath, path))
            : typeof(Places).Assembly.GetManifestResourceStream("lin-county.json")!;
        (County, Townships) = Parse(stream);
    }

    public string County { get; }

    public IReadOnlyList<string> Townships { get; }

    /// <summary>Whether somebody can live there: below the programme's own county only its townships; elsewhere anything, nothing included.</summary>
    public bool Has(string county, string township) => county != County || township.Length == 0 || Townships.Contains(township);

    /// <exception cref="InvalidDataException">No county, or a township twice.</exception>
    public static (string County, IReadOnlyList<string> Townships) Parse(Stream json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<PlacesFile>(json, Reading);
            if (string.IsNullOrWhiteSpace(file?.County) || file.Townships is not { Count: > 0 } townships || townships.Any(string.IsNullOrWhiteSpace)
                || townships.Distinct(StringComparer.Ordinal).Count() != townships.Count)
                throw new InvalidDataException("The places need a county and its townships, each once.");
            return (file.County, townships);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The places cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record PlacesFile(string? County, IReadOnlyList<string>? Townships);
}
