using AnnotationHub.Storage.Images;

namespace AnnotationHub.Web.Images;

/// <summary>What can be wrong with the settings of an S3 store before anybody has asked it.</summary>
internal static class S3Settings
{
    private const string Section = $"{ImagesOptions.Section}:S3";

    /// <summary>How long the start waits for the store.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>For the operator; null where nothing is wrong.</summary>
    public static string? FaultOf(S3ImageStoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Bucket)) return $"{Section}:Bucket is missing: with {ImagesOptions.Section}:Provider=S3 photographs are kept in a bucket.";
        if (options.Endpoint is { Length: > 0 } endpoint && !IsWebAddress(endpoint)) return $"{Section}:Endpoint is {endpoint} and must be an address such as https://minio.example:9000.";
        return string.IsNullOrEmpty(options.AccessKey) == string.IsNullOrEmpty(options.SecretKey) ? null : $"{Section}:AccessKey and {Section}:SecretKey go together: one of them is missing.";
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
