using System.Globalization;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>
/// Which landmark of a scheme each part name of a file means. dlib knows parts by the order of their names only: <c>00</c>, <c>01</c>, …;
/// a face may lack parts, so the order is that of all names of the file together.
/// </summary>
internal static class PartOrder
{
    /// <summary>Name → landmark index; null where there are not as many names as landmarks.</summary>
    public static Dictionary<string, int>? Match(IReadOnlyCollection<string> names, LandmarkScheme scheme)
    {
        // Fewer names are another scheme's, whose first ones would fit by accident: 68 points are not the first 68 of 98.
        if (names.Count != scheme.Count) return null;
        return ByOwnName(names, scheme) ?? ByNumber(names, scheme) ?? ByRank(names);
    }

    private static Dictionary<string, int>? ByOwnName(IReadOnlyCollection<string> names, LandmarkScheme scheme)
    {
        var known = scheme.Landmarks.ToDictionary(l => l.Name, l => l.Index, StringComparer.Ordinal);
        return names.All(known.ContainsKey) ? names.ToDictionary(n => n, n => known[n], StringComparer.Ordinal) : null;
    }

    // Unpadded numbers too: a person who writes 2 and 10 means the second and the tenth, not their alphabetical order.
    private static Dictionary<string, int>? ByNumber(IReadOnlyCollection<string> names, LandmarkScheme scheme)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers[name] = number;
        }

        // From 0 or from 1, without a gap; "7" and "07" are two names of one number and fit nothing.
        var first = numbers.Values.Min();
        var isWhole = first <= 1 && numbers.Values.ToHashSet().Count == numbers.Count && numbers.Values.Max() == first + scheme.Count - 1;
        return isWhole ? numbers.ToDictionary(p => p.Key, p => p.Value - first, StringComparer.Ordinal) : null;
    }

    private static Dictionary<string, int> ByRank(IReadOnlyCollection<string> names)
    {
        var rank = 0;
        return names.Order(StringComparer.Ordinal).ToDictionary(n => n, _ => rank++, StringComparer.Ordinal);
    }
}
