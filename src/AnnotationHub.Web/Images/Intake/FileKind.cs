using AnnotationHub.Domain.Datasets.Import;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>What a file is, by its first bytes.</summary>
internal enum FileKind
{
    Empty,
    Photograph,
    Landmarks,
    Archive,

    /// <summary>None of these; it is not read on.</summary>
    Unknown,
}

internal static class FileKinds
{
    public static FileKind Of(string name, ReadOnlySpan<byte> beginning) => beginning switch
    {
        [] => FileKind.Empty,
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => FileKind.Photograph,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileKind.Photograph,
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => FileKind.Archive,
        _ => LandmarkFiles.Recognize(name, beginning) is null ? FileKind.Unknown : FileKind.Landmarks,
    };
}
