using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>How near an annotator's first submissions of known faces came, by kind of landmark. Takes part in the caller's read.</summary>
internal static class GoldAccuracy
{
    private const int Newest = 50;

    private const string AttemptsSql = """
        SELECT a.landmarks, k.landmarks AS truth, t.box_x, t.box_y, t.box_width, t.box_height
        FROM gold_attempt a
        JOIN gold_truth k ON k.task_id = a.task_id
        JOIN task t ON t.id = a.task_id
        WHERE a.annotator_id = @annotator AND a.scheme_key = @schemeKey AND a.submitted_at < @before
        ORDER BY a.annotation_id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Kinds without a landmark on any known face are left out.</summary>
    public static async Task<IReadOnlyDictionary<LandmarkKind, GoldAccuracyBody>> ByKindAsync(
        DbSession session, Guid annotator, LandmarkScheme scheme, DateTimeOffset before)
    {
        var attempts = await session.QueryAsync<Row>(AttemptsSql, new { annotator, schemeKey = scheme.Key, before, limit = Newest });
        var distances = attempts.SelectMany(a => TruthComparison.Of(scheme, PackedLandmarks.Unpack(a.Landmarks), PackedLandmarks.Unpack(a.Truth), a.Box).WorstFirst);
        return distances.GroupBy(d => scheme.Kinds[d.Landmark]).ToDictionary(
            g => g.Key,
            g => new GoldAccuracyBody(Math.Round(g.Average(d => d.Percent), 2), Math.Round(g.Average(d => d.WithinTolerance ? 1.0 : 0), 3), attempts.Count));
    }

    private sealed class Row
    {
        public byte[] Landmarks { get; init; } = [];

        public byte[] Truth { get; init; } = [];

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public FaceBox Box => new(BoxX, BoxY, BoxWidth, BoxHeight);
    }
}
