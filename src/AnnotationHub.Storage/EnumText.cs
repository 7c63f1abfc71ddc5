using System.Collections.Concurrent;

namespace AnnotationHub.Storage;

/// <summary>Enums are stored as their names in camelCase, as the outside contract writes them, so that rows read by themselves.</summary>
public static class EnumText
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => Names.GetOrAdd(value, static v =>
    {
        var name = v.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    });

    /// <exception cref="ArgumentException">The text names no member: the row was written by a newer program.</exception>
    public static TEnum Parse<TEnum>(string text) where TEnum : struct, Enum => Enum.Parse<TEnum>(text, ignoreCase: true);
}
