using System.Text.Json;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Payouts.Bank;

/// <summary>The banks' templates, read once at the start: from the file that <c>Earnings:BankTemplatesFile</c> names, or the shipped ones.</summary>
public sealed class BankTemplates
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public BankTemplates(IOptions<EarningsOptions> options, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        using var stream = options.Value.BankTemplatesFile is { Length: > 0 } path
            ? File.OpenRead(Path.Combine(environment.ContentRootPath, path))
            : typeof(BankTemplates).Assembly.GetManifestResourceStream("bank-templates.json")!;
        All = Parse(stream);
    }

    public IReadOnlyList<BankTemplate> All { get; }

    /// <summary>Null for a name that no template has.</summary>
    public BankTemplate? Find(string? name) => All.FirstOrDefault(t => t.Name == name);

    /// <exception cref="InvalidDataException">A template cannot be used, or a name comes twice.</exception>
    public static IReadOnlyList<BankTemplate> Parse(Stream json)
    {
        try
        {
            var templates = JsonSerializer.Deserialize<TemplatesFile>(json, Reading)?.Templates ?? [];
            foreach (var template in templates) template.Check();
            if (templates.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count() != templates.Count) throw new InvalidDataException("Two bank templates have one name.");
            return templates;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The bank templates cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record TemplatesFile(IReadOnlyList<BankTemplate> Templates);
}
