using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>An annotator's control charts after one label, in the charts' own units.</summary>
/// <param name="Label">How many labels the charts held, from 1.</param>
/// <param name="BiasEwma">Of the kind and direction furthest out, without its sign.</param>
public sealed record DriftPoint(int Label, double NoiseCusum, double NoiseEwma, double GrossCusum, double BiasEwma)
{
    public static DriftPoint Of(DriftCharts charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        return new DriftPoint(charts.Labels, charts.NoiseCusum, charts.NoiseEwma, charts.GrossCusum, charts.WorstBiasEwma);
    }
}

/// <summary>The course of the charts that raise the alarm, as it was: the charts themselves keep only where they stand. Takes part in the caller's unit.</summary>
internal static class DriftPoints
{
    private const string UpdateSql = """
        UPDATE drift_point SET noise_cusum = @noiseCusum, noise_ewma = @noiseEwma, gross_cusum = @grossCusum, bias_ewma = @biasEwma
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey AND label_number = @label
        """;

    private const string InsertSql = """
        INSERT INTO drift_point (annotator_id, scheme_key, label_number, noise_cusum, noise_ewma, gross_cusum, bias_ewma)
        VALUES (@annotatorId, @schemeKey, @label, @noiseCusum, @noiseEwma, @grossCusum, @biasEwma)
        """;

    /// <summary>After the charts began anew the numbers do too, and write over those of before.</summary>
    public static async Task WriteAsync(DbSession session, Guid annotatorId, string schemeKey, DriftPoint point)
    {
        var row = new
        {
            annotatorId,
            schemeKey,
            label = point.Label,
            noiseCusum = point.NoiseCusum,
            noiseEwma = point.NoiseEwma,
            grossCusum = point.GrossCusum,
            biasEwma = point.BiasEwma,
        };
        if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
    }

    private const string NewestSql = """
        SELECT label_number, noise_cusum, noise_ewma, gross_cusum, bias_ewma FROM drift_point
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey AND label_number < @label
        ORDER BY label_number DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Oldest first, the last one where the charts stand; empty where nothing is on them.</summary>
    public static async Task<IReadOnlyList<DriftPoint>> NewestAsync(DbSession session, Guid annotatorId, string schemeKey, DriftCharts charts, int limit)
    {
        if (charts.Labels == 0) return [];
        var before = await session.QueryAsync<Row>(NewestSql, new { annotatorId, schemeKey, label = charts.Labels, limit = limit - 1 });
        return [.. before.Reverse().Select(r => new DriftPoint(r.LabelNumber, r.NoiseCusum, r.NoiseEwma, r.GrossCusum, r.BiasEwma)), DriftPoint.Of(charts)];
    }

    private sealed class Row
    {
        public int LabelNumber { get; init; }

        public double NoiseCusum { get; init; }

        public double NoiseEwma { get; init; }

        public double GrossCusum { get; init; }

        public double BiasEwma { get; init; }
    }
}
