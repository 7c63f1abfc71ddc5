using System.IO.Compression;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>One file of an archive, or why it is not opened.</summary>
/// <param name="Name">As the archive has it; empty for a refusal of the archive as a whole.</param>
internal sealed record ArchiveEntry(string Name, ReportText? Refusal, ZipArchiveEntry? Zipped)
{
    public Stream Open(UnpackingBudget budget) => new MeteredStream(Zipped!.Open(), Zipped.CompressedLength, budget);
}

/// <summary>What an archive offers, checked before any of it is unpacked.</summary>
internal static class ArchiveEntries
{
    private const int UnixTypeMask = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;

    /// <param name="archive">Seekable; must stay open while the entries are read.</param>
    public static IEnumerable<ArchiveEntry> Of(Stream archive)
    {
        if (ZipDirectory.Find(archive) is not { } directory) return [Refused("", "Archive.Damaged")];
        if (directory.Entries > IntakeLimits.MaxEntries) return [Refused("", "Archive.TooManyEntries", IntakeLimits.MaxEntries)];
        if (directory.Bytes > IntakeLimits.MaxDirectoryBytes) return [Refused("", "Archive.Damaged")];
        try
        {
            archive.Position = 0;
            var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true, ZipNames.Instance);
            return zip.Entries.Where(e => !IsFolder(e) && !ClientFileName.IsLitter(e.FullName)).Select(Checked).ToList();
        }
        catch (InvalidDataException)
        {
            return [Refused("", "Archive.Damaged")];
        }
    }

    private static ArchiveEntry Checked(ZipArchiveEntry entry)
    {
        if (!ClientFileName.IsSafe(entry.FullName)) return Refused(entry.FullName, "Archive.UnsafeName");
        if (UnixType(entry) is not (0 or UnixFile)) return Refused(entry.FullName, "Archive.Link");
        if (entry.IsEncrypted) return Refused(entry.FullName, "Archive.Encrypted");
        if (entry.Length > (entry.CompressedLength * IntakeLimits.MaxRatio) + IntakeLimits.RatioSlackBytes)
            return Refused(entry.FullName, "Archive.Ratio", IntakeLimits.MaxRatio);
        return new(entry.FullName, null, entry);
    }

    private static bool IsFolder(ZipArchiveEntry entry) =>
        UnixType(entry) == UnixFolder || ((entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\')) && entry.Length == 0);

    private static int UnixType(ZipArchiveEntry entry) => (entry.ExternalAttributes >> 16) & UnixTypeMask;

    private static ArchiveEntry Refused(string name, string key, params object[] arguments) => new(name, new(key, arguments), null);
}
