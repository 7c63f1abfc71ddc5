using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Skill;

namespace AnnotationHub.Web.Supervision;

/// <summary>What is known of an annotator's hand, by scheme.</summary>
public sealed class SkillStore(Database database)
{
    private const int NewestErrors = 200;

    private const string IsAnnotatorSql = "SELECT COUNT(*) FROM user_role WHERE user_id = @annotator AND role_name = 'annotator'";

    private const string SkillSql =
        """
        SELECT scheme_key, faces, gold_faces, gold_passed, packed_statistics, drift_charts, drift_since, updated_at
        FROM annotator_skill WHERE annotator_id = @annotator ORDER BY scheme_key
        """;

    // By the order of the newest: the index over the time of decision would read all there ever was, and sort it.
    private const string ErrorsSql = """
        SELECT a.error_percent
        FROM annotation a
        JOIN project p ON p.id = a.project_id
        WHERE a.annotator_id = @annotator AND p.scheme_key = @schemeKey AND a.error_percent IS NOT NULL
          AND CASE WHEN a.decided_at < @decidedBefore THEN 1 ELSE 0 END = 1
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    // Few rows: what waits, and a day's decisions.
    private const string LatestSql = """
        SELECT e.packed_statistics, e.is_gold, e.is_passed FROM annotation n
        JOIN label_evidence e ON e.annotation_id = n.id
        WHERE n.annotator_id = @annotator AND n.decided_at IS NULL AND e.scheme_key = @schemeKey
        UNION ALL
        SELECT e.packed_statistics, e.is_gold, e.is_passed FROM annotation n
        JOIN label_evidence e ON e.annotation_id = n.id
        WHERE n.annotator_id = @annotator AND n.decided_at >= @decidedBefore AND e.scheme_key = @schemeKey
        """;

    /// <summary>Null where there is no such annotator.</summary>
    public Task<SkillBody?> FindAsync(Guid annotator, CancellationToken cancellation = default) => FindAsync(annotator, null, cancellation);

    /// <summary>
    /// The same to the annotator in person, as of the decisions before the current business day: known faces count with their submission and
    /// ordinary ones when they are settled, so that looking around each submission would tell which face was known.
    /// </summary>
    public Task<SkillBody?> FindOwnAsync(Guid annotator, DateTimeOffset now, CancellationToken cancellation = default) =>
        FindAsync(annotator, BusinessDay.At(now).Start, cancellation);

    private Task<SkillBody?> FindAsync(Guid annotator, DateTimeOffset? decidedBefore, CancellationToken cancellation) => database.ReadAsync<SkillBody?>(
        async session =>
        {
            if (await session.ScalarAsync<long>(IsAnnotatorSql, new { annotator }) == 0) return null;
            var schemes = new List<SchemeSkillBody>();
            foreach (var row in await session.QueryAsync<SkillRow>(SkillSql, new { annotator }))
            {
                if (ShippedSchemes.Find(row.SchemeKey) is { } scheme && await OfSchemeAsync(session, annotator, scheme, row, decidedBefore) is { } body) schemes.Add(body);
            }

            return new SkillBody(annotator, schemes);
        },
        cancellation);

    private static async Task<SchemeSkillBody?> OfSchemeAsync(DbSession session, Guid annotator, LandmarkScheme scheme, SkillRow row, DateTimeOffset? decidedBefore)
    {
        var key = new { annotator, schemeKey = scheme.Key, decidedBefore = decidedBefore ?? DateTimeOffset.MaxValue.AddYears(-1), limit = NewestErrors };
        var record = await SeenAsync(session, annotator, scheme, row, decidedBefore);
        if (record.Skill.Faces <= 0) return null;
        var errors = await session.QueryAsync<double>(ErrorsSql, key);
        var population = await Populations.FindAsync(session, scheme);
        var report = SkillReport.Of(record.Skill, population);
        var gold = await GoldAccuracy.ByKindAsync(session, annotator, scheme, key.decidedBefore);
        return new SchemeSkillBody(
            scheme.Key, record.Faces, Round(report.Sigma.Estimate), Round(report.GrossShare.Estimate, 4), Round(report.Slope), record.GoldFaces, record.GoldPassed,
            errors.Count == 0 ? null : Round(errors.Average()), ErrorTrend.Of(errors), [.. report.Kinds.Select(k => Kind(k, gold))], record.At)
        {
            Noise = IntervalBody.Of(report.Sigma),
            Gross = IntervalBody.Of(report.GrossShare, 4),
            Swaps = IntervalBody.Of(report.SwapShare, 4),
            ExpectedErrorPercent = Round(report.ExpectedErrorPercent),
            Charts = decidedBefore is null ? await SkillCharts.OfAsync(session, annotator, scheme.Key, row.DriftCharts, row.DriftSince) : null,
        };
    }

    // The record without the labels that are too new to be told of; taken off exactly.
    private static async Task<(AnnotatorSkill Skill, int Faces, int GoldFaces, int GoldPassed, DateTimeOffset At)> SeenAsync(
        DbSession session, Guid annotator, LandmarkScheme scheme, SkillRow row, DateTimeOffset? decidedBefore)
    {
        var skill = AnnotatorSkill.Unpack(row.PackedStatistics);
        if (decidedBefore is not { } before) return (skill, row.Faces, row.GoldFaces, row.GoldPassed, row.UpdatedAt);
        var latest = await session.QueryAsync<EvidenceRow>(LatestSql, new { annotator, schemeKey = scheme.Key, decidedBefore = before });
        foreach (var label in latest) skill.Subtract(AnnotatorSkill.Unpack(label.PackedStatistics));
        var gold = latest.Count(l => l.IsGold);
        return (skill, row.Faces - (latest.Count - gold), row.GoldFaces - gold, row.GoldPassed - latest.Count(l => l.IsPassed), before);
    }

    private static KindSkillBody Kind(KindReport kind, IReadOnlyDictionary<LandmarkKind, GoldAccuracyBody> gold) => new(
        LandmarkKindWire.Name(kind.Kind), Round(kind.TangentSigma.Estimate), Round(kind.NormalSigma.Estimate), Round(kind.BiasX.Estimate), Round(kind.BiasY.Estimate))
    {
        Along = IntervalBody.Of(kind.TangentSigma),
        Across = IntervalBody.Of(kind.NormalSigma),
        BiasXInterval = IntervalBody.Of(kind.BiasX),
        BiasYInterval = IntervalBody.Of(kind.BiasY),
        Gold = gold.GetValueOrDefault(kind.Kind),
    };

    private static double Round(double value, int places = 2) => Math.Round(value, places);

    private sealed class SkillRow
    {
        public string SchemeKey { get; init; } = "";

        public int Faces { get; init; }

        public int GoldFaces { get; init; }

        public int GoldPassed { get; init; }

        public byte[] PackedStatistics { get; init; } = [];

        public byte[]? DriftCharts { get; init; }

        public DateTimeOffset? DriftSince { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }
    }

    private sealed class EvidenceRow
    {
        public byte[] PackedStatistics { get; init; } = [];

        public bool IsGold { get; init; }

        public bool IsPassed { get; init; }
    }
}
