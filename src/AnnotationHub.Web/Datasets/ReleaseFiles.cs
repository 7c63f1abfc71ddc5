using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using AnnotationHub.Domain.Datasets;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Datasets.Reports;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Projects;

namespace AnnotationHub.Web.Datasets;

/// <summary>A release's files as they were written, with the quality report for the release's row.</summary>
internal sealed record WrittenRelease(IReadOnlyList<ReleaseFileRow> Files, string QualityJson);

/// <summary>
/// Writes the files of a release into the content-addressed store, where every node finds them by their hash and an unfinished one is never seen.
/// </summary>
internal sealed class ReleaseFiles(FinishedFaceReader reader, ReleaseAudits audits, IImageStore store, TimeProvider clock)
{
    public const string CocoName = "coco-keypoints.json";
    public const string CsvName = "faces.csv";
    public const string ReportPageName = "quality-report.html";
    public const string ReportName = "quality-report.json";
    public const string ManifestName = "manifest.json";

    private const string Json = "application/json";
    private const string ConsensusMethod = "robust consensus of all standing annotations; corrected by a supervisor or known before where origin says so";

    private static readonly string Software = "AnnotationHub "
        + typeof(ReleaseFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <exception cref="InvalidDataException">A face of the release is broken.</exception>
    public async Task<WrittenRelease> WriteAsync(
        ClaimedRelease release, Project project, LandmarkScheme scheme, BuildProgress progress, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var report = new QualityReportBuilder(scheme);
        var info = new CocoInfo(project.Name, release.Number, now, Software);
        await using var spool = Spool();
        var (coco, counts) = await StoreAsync(CocoName, "coco-keypoints", Json, output => CocoKeypointsWriter.WriteAsync(
            Watched(reader.ReadAsync(release.ProjectId, release.Number, cancellation), report), scheme, info, output, spool, progress.Pass(), cancellation));
        var (csv, _) = await StoreAsync(CsvName, "csv", "text/csv; charset=utf-8", output => CsvFaceWriter.WriteAsync(
            reader.ReadAsync(release.ProjectId, release.Number, cancellation), scheme, output, progress.Pass(), cancellation));

        var quality = report.Build(new ReportHeader(project.Name, release.Number, now, ConsensusMethod, project.TargetErrorPercent, project.Rejected))
            with
        { Audit = await audits.FindAsync(release.ProjectId, release.Number, cancellation) };
        List<ReleaseFileRow> files =
        [
            coco,
            csv,
            await StoreAsync(ReportPageName, "quality-report", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(QualityReportPage.Html(quality, scheme))),
            await StoreAsync(ReportName, "quality-report", Json, quality.ToJson()),
        ];
        var manifest = new ReleaseManifest(
            release.Number, project.Id.ToString("D"), project.Name, scheme.Key, scheme.Version, counts.Faces, counts.Photographs,
            release.RequestedAt, now, Software, ConsensusMethod, ReleaseManifest.UprightOrientation, [.. files.Select(InManifest)]);
        files.Add(await StoreAsync(ManifestName, "manifest", Json, manifest.ToJson()));
        files.Add(await StoreAsync(ChecksumList.FileName, "checksums", "text/plain; charset=utf-8", ChecksumList.Write(files.Select(f => (f.FileName, f.Sha256)))));
        return new WrittenRelease(files, Encoding.UTF8.GetString(quality.ToJson()));
    }

    private static ManifestFile InManifest(ReleaseFileRow file) => new(
        file.FileName,
        file.Format,
        file.FileName switch { CocoName => CocoKeypointsWriter.Convention, CsvName => CsvFaceWriter.Convention, _ => null },
        file.SizeBytes,
        file.Sha256);

    // The report sees the faces on their way into the first file, so that they are read once less.
    private static async IAsyncEnumerable<FinishedFace> Watched(
        IAsyncEnumerable<FinishedFace> faces, QualityReportBuilder report, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var face in faces.WithCancellation(cancellation))
        {
            report.Add(face);
            yield return face;
        }
    }

    private async Task<(ReleaseFileRow File, WrittenCounts Counts)> StoreAsync(string name, string format, string mediaType, Func<Stream, Task<WrittenCounts>> write)
    {
        await using var stream = store.Create();
        var counts = await write(stream);
        await stream.FlushAsync();
        var sizeBytes = stream.Length;
        var sha256 = await stream.CommitAsync();
        return (new ReleaseFileRow { FileName = name, Format = format, MediaType = mediaType, SizeBytes = sizeBytes, Sha256 = sha256 }, counts);
    }

    private async Task<ReleaseFileRow> StoreAsync(string name, string format, string mediaType, byte[] content) => (await StoreAsync(name, format, mediaType, async output =>
    {
        await output.WriteAsync(content);
        return new WrittenCounts(0, 0);
    })).File;

    private static FileStream Spool() => new(
        Path.Combine(Path.GetTempPath(), $"annotationhub-{Guid.NewGuid():N}.spool"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
}
