using System.Diagnostics.CodeAnalysis;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>Names that come from outside: labels to show and to match, never paths to open.</summary>
internal static class ClientFileName
{
    private static readonly string[] Litter = [".DS_Store", "Thumbs.db", "desktop.ini"];

    /// <summary>The last part of whatever a browser or program sent as a file name, without control characters.</summary>
    public static string OfPart(string? sent)
    {
        var path = Clean(sent ?? "");
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length == 0 ? "?" : name;
    }

    /// <summary>Whether an archive's entry stays within its archive: no way up, no root, no drive.</summary>
    public static bool IsSafe(string entry)
    {
        var path = entry.Replace('\\', '/');
        return !path.StartsWith('/') && !path.Contains(':', StringComparison.Ordinal) && !path.Any(char.IsControl)
            && !path.Split('/').Any(part => part is "." or "..");
    }

    /// <summary>What file managers leave beside the files, and nobody means to upload.</summary>
    public static bool IsLitter(string entry)
    {
        var path = entry.Replace('\\', '/');
        return path.StartsWith("__MACOSX/", StringComparison.Ordinal) || Litter.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Forward slashes, no control characters, at most <see cref="IntakeLimits.MaxNameLength"/> from the end.</summary>
    [SuppressMessage("Performance", "CA1845", Justification = "Read once per file.")]
    public static string Clean(string name)
    {
        var clean = string.Concat(name.Replace('\\', '/').Where(c => !char.IsControl(c))).Trim();
        return clean.Length <= IntakeLimits.MaxNameLength ? clean : "…" + clean[^(IntakeLimits.MaxNameLength - 1)..];
    }
}
