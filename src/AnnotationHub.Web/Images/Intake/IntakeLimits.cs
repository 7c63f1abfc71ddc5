namespace AnnotationHub.Web.Images.Intake;

/// <summary>What one upload may be at most.</summary>
public static class IntakeLimits
{
    /// <summary>Of the request, and of what its archives unpack to.</summary>
    public const long MaxRealBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Files of one request, and entries of one archive.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>Real bytes per packed byte; photographs are packed already and come near 1.</summary>
    public const long MaxRatio = 200;

    /// <summary>A tiny entry may be all repetition.</summary>
    public const long RatioSlackBytes = 64 * 1024;

    /// <summary>What an archive's table of contents may take: some three kilobytes an entry.</summary>
    public const long MaxDirectoryBytes = 64 * 1024 * 1024;

    /// <summary>What a client may call a file, in characters; the end is kept, where the name itself is.</summary>
    public const int MaxNameLength = 260;

    /// <summary>Photographs that wait on disk to be decoded; further bytes wait on the line.</summary>
    public const int WaitingPhotographs = 4;
}
