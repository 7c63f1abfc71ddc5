using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>An annotator's control charts with their newest points. Takes part in the caller's read.</summary>
internal static class SkillCharts
{
    private const int Newest = 100;

    private const string PointsSql = """
        SELECT counted_at, noise_ratio, gross_errors FROM label_evidence
        WHERE annotator_id = @annotator AND scheme_key = @schemeKey
        ORDER BY annotation_id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    public static async Task<ChartsBody> OfAsync(DbSession session, Guid annotator, string schemeKey, byte[]? packed, DateTimeOffset? since)
    {
        var charts = packed is null ? DriftCharts.Fresh : DriftCharts.Unpack(packed);
        var points = await session.QueryAsync<Row>(PointsSql, new { annotator, schemeKey, limit = Newest });
        return new ChartsBody(
            charts.Labels,
            [.. Enum.GetValues<DriftSignals>().Where(s => s != DriftSignals.None && charts.Signals.HasFlag(s)).Select(EnumText.Of)],
            since, Round(charts.NoiseCusum), Round(charts.NoiseEwma), Round(charts.GrossCusum), DriftCharts.CusumLimit, Round(DriftCharts.NoiseEwmaLimit),
            Round(DriftCharts.BiasEwmaLimit), [.. points.Reverse().Select(p => new ChartPointBody(p.CountedAt, Round(p.NoiseRatio), Round(p.GrossErrors)))]);
    }

    private static double Round(double value) => Math.Round(value, 3);

    private sealed class Row
    {
        public DateTimeOffset CountedAt { get; init; }

        public double NoiseRatio { get; init; }

        public double GrossErrors { get; init; }
    }
}
