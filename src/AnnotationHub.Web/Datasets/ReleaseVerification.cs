using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Datasets;

/// <summary>Proves that every file of every release is still what its manifest says.</summary>
internal sealed class ReleaseVerification(ReleaseStore releases, IImageStore store) : IVerification
{
    public string Subject => "releases";

    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation)
    {
        var differences = new List<string>();
        foreach (var file in await releases.AllFilesAsync(cancellation))
        {
            var name = $"release {file.Number} of project {file.ProjectId:D}: {file.FileName}";
            switch (await store.VerifyAsync(file.Sha256, cancellation))
            {
                case StoredImageHealth.Missing:
                    differences.Add($"{name} ({file.Sha256}) is missing");
                    break;
                case StoredImageHealth.Altered:
                    differences.Add($"{name} does not hash to {file.Sha256}");
                    break;
                case StoredImageHealth.Sound:
                default:
                    break;
            }
        }

        return differences;
    }
}
