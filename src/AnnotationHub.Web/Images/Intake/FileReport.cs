namespace AnnotationHub.Web.Images.Intake;

/// <summary>What became of one uploaded file.</summary>
public enum FileStatus
{
    /// <summary>It is in.</summary>
    Accepted,

    /// <summary>The same bytes are in this project already: nothing was added.</summary>
    Duplicate,

    /// <summary>Nothing of it was taken; the reason says why.</summary>
    Rejected,
}

/// <summary>A text of <see cref="ImagesTexts"/> with what goes into its gaps, until it meets a reader's language.</summary>
public sealed record ReportText(string Key, params object[] Arguments);

/// <param name="Name">As the client calls it; of an archive's entry with the archive's name before it.</param>
/// <param name="Reason">Of a rejection why; of an acceptance what the client should know, or null.</param>
/// <param name="Faces">How many faces it brought into the project.</param>
public sealed record FileReport(string Name, FileStatus Status, ReportText? Reason = null, int Faces = 0)
{
    public static FileReport Rejected(string name, string key, params object[] arguments) =>
        new(name, FileStatus.Rejected, new ReportText(key, arguments));
}

/// <summary>One line per file, in the order in which they came.</summary>
public sealed record UploadReport(IReadOnlyList<FileReport> Files)
{
    public int Faces => Files.Sum(f => f.Faces);

    public int Count(FileStatus status) => Files.Count(f => f.Status == status);
}
