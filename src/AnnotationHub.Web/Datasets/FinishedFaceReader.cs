using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Datasets;

/// <summary>
/// The faces of a release as a stream, a page a query, so that neither memory nor a transaction grows with the release. Each face comes in the version that
/// was accepted when the release was asked for, be it replaced since.
/// </summary>
internal sealed class FinishedFaceReader(Database database)
{
    private const int FacesPerPage = 200;
    private const int BytesPerCovariance = 3 * sizeof(double);

    private const string PageSql = """
        SELECT f.photograph_id, f.face_number, f.task_id, t.trace_code, t.box_x, t.box_y, t.box_width, t.box_height,
            p.file_name, p.upload_sha256, p.width_px, p.height_px,
            COALESCE(c.landmarks, k.landmarks) AS landmarks, COALESCE(c.covariance, k.covariance) AS covariance,
            COALESCE(c.annotation_count, k.annotation_count, 0) AS annotation_count,
            COALESCE(c.agreement_percent, k.agreement_percent) AS agreement_percent,
            COALESCE(c.predicted_percent, k.predicted_percent, 0) AS predicted_percent, COALESCE(c.origin, k.origin) AS origin
        FROM release_face f
        JOIN task t ON t.id = f.task_id
        JOIN photograph p ON p.id = f.photograph_id
        LEFT JOIN consensus c ON c.task_id = f.task_id AND c.decided_at = f.decided_at
        LEFT JOIN consensus_kept k ON k.project_id = f.project_id AND k.task_id = f.task_id AND k.decided_at = f.decided_at
        WHERE f.project_id = @projectId AND f.number = @number
          AND (f.photograph_id > @afterPhotograph OR (f.photograph_id = @afterPhotograph AND f.face_number > @afterFace))
        ORDER BY f.photograph_id, f.face_number
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string AnnotatorsSql = """
        SELECT f.task_id, u.pseudonym
        FROM release_face f
        JOIN annotation a ON a.task_id = f.task_id
        JOIN app_user u ON u.id = a.annotator_id
        WHERE f.project_id = @projectId AND f.number = @number AND f.photograph_id >= @firstPhotograph AND f.photograph_id <= @lastPhotograph
          AND a.submitted_at <= f.decided_at AND a.state IN ('pending', 'accepted')
        """;

    /// <summary>In the order of the photographs, the faces of one following one another.</summary>
    /// <exception cref="InvalidDataException">A face's landmarks are gone or broken.</exception>
    public async IAsyncEnumerable<FinishedFace> ReadAsync(Guid projectId, int number, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (afterPhotograph, afterFace) = (Guid.Empty, 0);
        while (true)
        {
            var page = await database.ReadAsync(session => PageAsync(session, projectId, number, afterPhotograph, afterFace), cancellation);
            foreach (var face in page.Faces) yield return face;
            if (page.Faces.Count < FacesPerPage) yield break;
            (afterPhotograph, afterFace) = (page.LastPhotograph, page.LastFace);
        }
    }

    private static async Task<Page> PageAsync(DbSession session, Guid projectId, int number, Guid afterPhotograph, int afterFace)
    {
        var rows = await session.QueryAsync<FaceRow>(PageSql, new { projectId, number, afterPhotograph, afterFace, limit = FacesPerPage });
        if (rows.Count == 0) return new Page([], afterPhotograph, afterFace);
        var annotators = await session.QueryAsync<AnnotatorRow>(
            AnnotatorsSql, new { projectId, number, firstPhotograph = rows[0].PhotographId, lastPhotograph = rows[^1].PhotographId });
        var byTask = annotators.ToLookup(a => a.TaskId, a => a.Pseudonym);
        return new Page([.. rows.Select(r => FaceOf(r, byTask[r.TaskId]))], rows[^1].PhotographId, rows[^1].FaceNumber);
    }

    private static FinishedFace FaceOf(FaceRow row, IEnumerable<string> annotators)
    {
        var landmarks = PackedLandmarks.Unpack(row.Landmarks ?? throw new InvalidDataException($"The accepted landmarks of {row.TraceCode} are gone."));
        return new FinishedFace(
            row.TraceCode,
            new FinishedPhotograph(row.PhotographId.ToString("D"), row.FileName, row.WidthPx, row.HeightPx, row.UploadSha256),
            new FaceBox(row.BoxX, row.BoxY, row.BoxWidth, row.BoxHeight),
            [.. landmarks],
            Covariances(row.Covariance ?? []),
            row.AnnotationCount,
            [.. annotators.Order(StringComparer.Ordinal)],
            row.AgreementPercent,
            row.PredictedPercent,
            EnumText.Parse<FaceOrigin>(row.Origin!));
    }

    /// <summary>None where all are zero: a known or hand-corrected position has no measured spread, which is not a spread of zero.</summary>
    internal static ImmutableArray<PointCovariance> Covariances(byte[] packed)
    {
        if (packed.AsSpan().IndexOfAnyExcept((byte)0) < 0) return [];
        var covariances = ImmutableArray.CreateBuilder<PointCovariance>(packed.Length / BytesPerCovariance);
        for (var at = packed.AsSpan(); at.Length >= BytesPerCovariance; at = at[BytesPerCovariance..])
        {
            covariances.Add(new PointCovariance(
                BinaryPrimitives.ReadDoubleLittleEndian(at), BinaryPrimitives.ReadDoubleLittleEndian(at[8..]), BinaryPrimitives.ReadDoubleLittleEndian(at[16..])));
        }

        return covariances.DrainToImmutable();
    }

    private sealed record Page(IReadOnlyList<FinishedFace> Faces, Guid LastPhotograph, int LastFace);

    private sealed class AnnotatorRow
    {
        public Guid TaskId { get; init; }

        public string Pseudonym { get; init; } = "";
    }

    private sealed class FaceRow
    {
        public Guid PhotographId { get; init; }

        public int FaceNumber { get; init; }

        public Guid TaskId { get; init; }

        public string TraceCode { get; init; } = "";

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public string FileName { get; init; } = "";

        public string UploadSha256 { get; init; } = "";

        public int WidthPx { get; init; }

        public int HeightPx { get; init; }

        public byte[]? Landmarks { get; init; }

        public byte[]? Covariance { get; init; }

        public int AnnotationCount { get; init; }

        public double? AgreementPercent { get; init; }

        public double PredictedPercent { get; init; }

        public string? Origin { get; init; }
    }
}
