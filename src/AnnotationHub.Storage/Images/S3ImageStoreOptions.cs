namespace AnnotationHub.Storage.Images;

/// <summary>Where an S3-compatible store is, and how to get in. The keys need reading, writing and listing (without listing, what is missing is answered with 403).</summary>
public sealed record S3ImageStoreOptions
{
    /// <summary>Such as <c>https://minio.example:9000</c>; null or empty for Amazon's own.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Made at the first write where it does not exist.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Null or empty: the machine's own credentials, by the SDK's usual chain.</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>The bucket in the path and not in the host's name. Null: so wherever an endpoint is given.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>Files above this size go up in parts of it; S3 takes parts from 5 MiB.</summary>
    public long PartBytes { get; init; } = 64L * 1024 * 1024;
}
