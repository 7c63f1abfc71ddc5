namespace AnnotationHub.Web.Images;

/// <summary>Where pictures are kept.</summary>
public enum ImagesProvider
{
    /// <summary>A folder of this machine, or one that all nodes mount.</summary>
    Folder,
}

/// <summary>Configuration section <c>Images</c>.</summary>
public sealed record ImagesOptions
{
    public const string Section = "Images";

    public ImagesProvider Provider { get; init; } = ImagesProvider.Folder;

    /// <summary>Relative to the content root.</summary>
    public string Folder { get; init; } = "data/images";

    /// <summary>Hashes every picture before it is handed out: for disks that are not trusted.</summary>
    public bool VerifyOnRead { get; init; }
}
