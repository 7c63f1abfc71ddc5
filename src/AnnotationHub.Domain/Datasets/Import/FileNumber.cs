using System.Globalization;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>A number of a text format: decimal point, optional exponent, whatever the machine's language is.</summary>
internal static class FileNumber
{
    /// <summary>Null problem and a finite value, or the problem and 0.</summary>
    public static LandmarkFileProblemCode? Parse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.IsWhiteSpace()) return LandmarkFileProblemCode.MissingValue;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed))
            return IsInfinite(text) ? LandmarkFileProblemCode.NotFinite : LandmarkFileProblemCode.NotANumber;
        if (!double.IsFinite(parsed)) return LandmarkFileProblemCode.NotFinite;
        value = parsed;
        return null;
    }

    // As C++ and Python write it; .NET itself reads only "NaN" and "Infinity".
    private static bool IsInfinite(ReadOnlySpan<char> text)
    {
        var bare = text.Trim().TrimStart("+-");
        return bare.StartsWith("inf", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("nan", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith("1.#", StringComparison.Ordinal);
    }
}
