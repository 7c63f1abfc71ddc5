using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>All that is kept of an annotator's hand on one scheme: one row, read and written as a whole within the caller's unit.</summary>
internal sealed class AnnotatorRecord
{
    private const string FindSql =
        """
        SELECT faces, gold_faces, gold_passed, packed_statistics, drift_charts, drift_signals, drift_since
        FROM annotator_skill WITH (UPDLOCK, ROWLOCK)
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private readonly Guid annotatorId;
    private readonly string schemeKey;
    private readonly bool isNew;
    private readonly List<DriftPoint> charted = [];

    private AnnotatorRecord(Guid annotatorId, string schemeKey, Row? row)
    {
        (this.annotatorId, this.schemeKey, isNew) = (annotatorId, schemeKey, row is null);
        Skill = row is null ? new AnnotatorSkill() : AnnotatorSkill.Unpack(row.PackedStatistics);
        Charts = row?.DriftCharts is { } packed ? DriftCharts.Unpack(packed) : DriftCharts.Fresh;
        (Faces, GoldFaces, GoldPassed, DriftSince) = row is null ? (0, 0, 0, null) : (row.Faces, row.GoldFaces, row.GoldPassed, row.DriftSince);
    }

    public AnnotatorSkill Skill { get; }

    /// <summary>Labels of ordinary faces.</summary>
    public int Faces { get; private set; }

    /// <summary>Labels of known faces, and those that passed.</summary>
    public int GoldFaces { get; private set; }

    public int GoldPassed { get; private set; }

    public int Labels => Faces + GoldFaces;

    public DriftCharts Charts { get; private set; }

    /// <summary>Since when a chart is out of its limits; null where none is.</summary>
    public DateTimeOffset? DriftSince { get; private set; }

    /// <summary>An empty one where there is none.</summary>
    public static async Task<AnnotatorRecord> LoadAsync(DbSession session, Guid annotatorId, string schemeKey) =>
        new(annotatorId, schemeKey, await session.FirstOrDefaultAsync<Row>(FindSql, new { annotatorId, schemeKey }));

    public AnnotatorParameters Parameters(PopulationModel population) => AnnotatorParameters.From(Skill, population);

    public void Add(CountedLabel label)
    {
        Skill.Add(label.Evidence);
        Count(label, 1);
    }

    public void TakeOff(CountedLabel label)
    {
        Skill.Subtract(label.Evidence);
        Count(label, -1);
    }

    /// <summary>One more label on the charts.</summary>
    public void Chart(DriftSample sample, DateTimeOffset now)
    {
        Charts = Charts.Next(sample);
        charted.Add(DriftPoint.Of(Charts));
        DriftSince = Charts.Signals == DriftSignals.None ? null : DriftSince ?? now;
    }

    private void Count(CountedLabel label, int sign)
    {
        if (!label.IsGold) Faces += sign;
        else (GoldFaces, GoldPassed) = (GoldFaces + sign, GoldPassed + (label.IsPassed ? sign : 0));
    }

    private const string UpdateSql =
        """
        UPDATE annotator_skill SET faces = @faces, gold_faces = @goldFaces, gold_passed = @goldPassed, packed_statistics = @packed,
            drift_charts = @charts, drift_signals = @signals, drift_since = @driftSince, updated_at = @now
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private const string InsertSql =
        """
        INSERT INTO annotator_skill (annotator_id, scheme_key, faces, gold_faces, gold_passed, packed_statistics, drift_charts, drift_signals, drift_since, updated_at)
        VALUES (@annotatorId, @schemeKey, @faces, @goldFaces, @goldPassed, @packed, @charts, @signals, @driftSince, @now)
        """;

    public async Task SaveAsync(DbSession session, DateTimeOffset now)
    {
        await session.ExecuteAsync(isNew ? InsertSql : UpdateSql, new
        {
            annotatorId,
            schemeKey,
            faces = Faces,
            goldFaces = GoldFaces,
            goldPassed = GoldPassed,
            packed = Skill.Pack(),
            charts = Charts.Pack(),
            signals = Charts.Signals == DriftSignals.None ? null : Charts.Signals.ToString(),
            driftSince = DriftSince,
            now,
        });
        foreach (var point in charted) await DriftPoints.WriteAsync(session, annotatorId, schemeKey, point);
        charted.Clear();
    }

    private const string RestartSql =
        "UPDATE annotator_skill SET drift_charts = NULL, drift_signals = NULL, drift_since = NULL WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey";

    /// <summary>After coaching: the charts begin anew.</summary>
    public static Task RestartChartsAsync(DbSession session, Guid annotatorId, string schemeKey) => session.ExecuteAsync(RestartSql, new { annotatorId, schemeKey });

    private const string RestartUnlessBeforeSql = """
        UPDATE annotator_skill SET drift_charts = NULL, drift_signals = NULL, drift_since = NULL
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
          AND NOT EXISTS (SELECT 1 FROM gold_attempt a WHERE a.annotation_id = @annotationId AND a.submitted_at > annotator_skill.drift_since)
        """;

    /// <summary>The same where a known face was wrong; a drift that had shown before that label does not come from it and stays.</summary>
    public static Task RestartChartsWithoutAsync(DbSession session, Guid annotatorId, string schemeKey, Guid annotationId) =>
        session.ExecuteAsync(RestartUnlessBeforeSql, new { annotatorId, schemeKey, annotationId });

    private sealed class Row
    {
        public int Faces { get; init; }

        public int GoldFaces { get; init; }

        public int GoldPassed { get; init; }

        public byte[] PackedStatistics { get; init; } = [];

        public byte[]? DriftCharts { get; init; }

        public DateTimeOffset? DriftSince { get; init; }
    }
}
