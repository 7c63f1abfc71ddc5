using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>What one annotation counts for in its annotator's record.</summary>
/// <param name="IsPassed">Of a known face: whether it was good enough.</param>
/// <param name="NoiseRatio">Squared residuals over what was expected; about 1, and 0 where there was nothing to compare with.</param>
internal sealed record CountedLabel(AnnotatorSkill Evidence, bool IsGold, bool IsPassed, double NoiseRatio)
{
    public static CountedLabel Ordinary(LabelFit fit) => new(fit.Evidence, IsGold: false, IsPassed: false, fit.NoiseRatio);

    public static CountedLabel Known(LabelFit fit, bool isPassed) => new(fit.Evidence, IsGold: true, isPassed, fit.NoiseRatio);
}

/// <summary>One row an annotation: what it has added to the record, to be taken off exactly. Takes part in the caller's unit.</summary>
internal static class LabelEvidence
{
    private const string FindSql =
        """
        SELECT annotator_id, scheme_key, packed_statistics, is_gold, is_passed, noise_ratio FROM label_evidence WHERE annotation_id = @annotationId
        """;

    /// <summary>Null where it counts for nothing (yet).</summary>
    public static async Task<(Guid AnnotatorId, string SchemeKey, CountedLabel Label)?> FindAsync(DbSession session, Guid annotationId) =>
        await session.FirstOrDefaultAsync<Row>(FindSql, new { annotationId }) is { } row
            ? (row.AnnotatorId, row.SchemeKey, new CountedLabel(AnnotatorSkill.Unpack(row.PackedStatistics), row.IsGold, row.IsPassed, row.NoiseRatio))
            : null;

    private const string UpdateSql =
        """
        UPDATE label_evidence SET packed_statistics = @packed, is_gold = @isGold, is_passed = @isPassed, noise_ratio = @noiseRatio,
            gross_errors = @grossErrors, counted_at = @now
        WHERE annotation_id = @annotationId
        """;

    private const string InsertSql =
        """
        INSERT INTO label_evidence (annotation_id, annotator_id, scheme_key, packed_statistics, is_gold, is_passed, noise_ratio, gross_errors, counted_at)
        VALUES (@annotationId, @annotatorId, @schemeKey, @packed, @isGold, @isPassed, @noiseRatio, @grossErrors, @now)
        """;

    public static async Task WriteAsync(DbSession session, Guid annotationId, Guid annotatorId, string schemeKey, CountedLabel label, DateTimeOffset now)
    {
        var row = new
        {
            annotationId,
            annotatorId,
            schemeKey,
            packed = label.Evidence.Pack(),
            isGold = label.IsGold,
            isPassed = label.IsPassed,
            noiseRatio = label.NoiseRatio,
            grossErrors = label.Evidence.GrossErrors,
            now,
        };
        if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
    }

    private const string DeleteSql = "DELETE FROM label_evidence WHERE annotation_id = @annotationId";

    /// <summary>Takes an annotation's part off its annotator's record: it was rejected, withdrawn or deleted.</summary>
    public static async Task TakeOffAsync(DbSession session, Guid annotationId, DateTimeOffset now)
    {
        if (await FindAsync(session, annotationId) is not { } counted) return;
        var record = await AnnotatorRecord.LoadAsync(session, counted.AnnotatorId, counted.SchemeKey);
        record.TakeOff(counted.Label);
        await record.SaveAsync(session, now);
        await session.ExecuteAsync(DeleteSql, new { annotationId });
    }

    private sealed class Row
    {
        public Guid AnnotatorId { get; init; }

        public string SchemeKey { get; init; } = "";

        public byte[] PackedStatistics { get; init; } = [];

        public bool IsGold { get; init; }

        public bool IsPassed { get; init; }

        public double NoiseRatio { get; init; }
    }
}
