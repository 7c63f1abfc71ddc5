using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>Where a face's landmarks come from.</summary>
public enum ConsensusOrigin
{
    /// <summary>Computed from the annotations.</summary>
    Consensus,

    /// <summary>Set by a supervisor's hand.</summary>
    Corrected,
}

/// <summary>What a face came to. Takes part in the caller's unit.</summary>
internal static class ConsensusStore
{
    private const string UpdateSql =
        """
        UPDATE consensus SET landmarks = @landmarks, covariance = @covariance, annotation_count = @annotationCount,
            agreement_percent = @agreementPercent, predicted_percent = @predictedPercent, origin = @origin, decided_by = @decidedBy, decided_at = @now
        WHERE task_id = @taskId
        """;

    private const string InsertSql =
        """
        INSERT INTO consensus (task_id, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin, decided_by, decided_at)
        VALUES (@taskId, @landmarks, @covariance, @annotationCount, @agreementPercent, @predictedPercent, @origin, @decidedBy, @now)
        """;

    /// <summary>Writes what the face has come to, in place of what it came to before.</summary>
    public static async Task WriteAsync(
        DbSession session, Guid taskId, FaceConsensus consensus, double? agreementPercent, ConsensusOrigin origin, Guid? decidedBy, DateTimeOffset now)
    {
        var row = new
        {
            taskId,
            landmarks = PackedLandmarks.Pack(consensus.Landmarks.AsSpan()),
            covariance = Pack(consensus.Covariances.AsSpan()),
            annotationCount = consensus.Labels.Length,
            agreementPercent,
            predictedPercent = consensus.PredictedPercent,
            origin = EnumText.Of(origin),
            decidedBy,
            now,
        };
        if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
    }

    private const string LandmarksSql = "SELECT landmarks FROM consensus WHERE task_id = @taskId";

    public static async Task<PlacedLandmark[]?> LandmarksAsync(DbSession session, Guid taskId) =>
        await session.FirstOrDefaultAsync<byte[]>(LandmarksSql, new { taskId }) is { } packed ? PackedLandmarks.Unpack(packed) : null;

    private const string CorrectionSql = "SELECT landmarks FROM consensus WHERE task_id = @taskId AND origin = 'corrected'";

    /// <summary>What a supervisor's hand has set; null where the face came to what it is otherwise.</summary>
    public static async Task<PlacedLandmark[]?> CorrectionAsync(DbSession session, Guid taskId) =>
        await session.FirstOrDefaultAsync<byte[]>(CorrectionSql, new { taskId }) is { } packed ? PackedLandmarks.Unpack(packed) : null;

    private static byte[] Pack(ReadOnlySpan<PointCovariance> covariances)
    {
        var bytes = new byte[covariances.Length * 24];
        for (var i = 0; i < covariances.Length; i++)
        {
            var at = bytes.AsSpan(i * 24);
            BinaryPrimitives.WriteDoubleLittleEndian(at, covariances[i].Sxx);
            BinaryPrimitives.WriteDoubleLittleEndian(at[8..], covariances[i].Sxy);
            BinaryPrimitives.WriteDoubleLittleEndian(at[16..], covariances[i].Syy);
        }

        return bytes;
    }
}
