using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Images;

/// <summary>Where pictures are kept.</summary>
public enum ImagesProvider
{
    /// <summary>A folder of this machine, or one that all nodes mount.</summary>
    Folder,

    /// <summary>An S3-compatible store, which any number of nodes share.</summary>
    S3,
}

/// <summary>Configuration section <c>Images</c>.</summary>
public sealed record ImagesOptions
{
    public const string Section = "Images";

    public ImagesProvider Provider { get; init; } = ImagesProvider.Folder;

    /// <summary>Relative to the content root.</summary>
    public string Folder { get; init; } = "data/images";

    /// <summary>The store where the provider is <see cref="ImagesProvider.S3"/>; uploads are still gathered below <see cref="Folder"/>.</summary>
    public S3ImageStoreOptions S3 { get; init; } = new();

    /// <summary>Hashes every picture before it is handed out: for disks that are not trusted.</summary>
    public bool VerifyOnRead { get; init; }
}
