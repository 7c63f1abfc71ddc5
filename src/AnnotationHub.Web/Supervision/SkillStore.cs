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

    private const string ErrorsSql = """
        SELECT a.error_percent
        FROM annotation a
        JOIN project p ON p.id = a.project_id
        JOIN task t ON t.id = a.task_id
        WHERE a.annotator_id = @annotator AND p.scheme_key = @schemeKey AND a.error_percent IS NOT NULL AND (t.is_gold = 0 OR a.submitted_at < @goldBefore)
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    // Few rows: the known faces of a day.
    private const string LatestGoldSql = """
        SELECT packed_statistics, is_gold, is_passed FROM label_evidence
        WHERE annotator_id = @annotator AND scheme_key = @schemeKey AND annotation_id > @firstOfDay AND is_gold = 1
        """;

    private const string LatestOrdinarySql = """
        SELECT counted_at FROM label_evidence WHERE annotator_id = @annotator AND scheme_key = @schemeKey AND is_gold = 0
        ORDER BY annotation_id DESC OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Null where there is no such annotator.</summary>
    public Task<SkillBody?> FindAsync(Guid annotator, CancellationToken cancellation = default) => FindAsync(annotator, null, cancellation);

    /// <summary>
    /// The same to the annotator in person: known faces of the current business day are left out, else looking after each submission would
    /// tell which face was known.
    /// </summary>
    public Task<SkillBody?> FindOwnAsync(Guid annotator, DateTimeOffset now, CancellationToken cancellation = default) =>
        FindAsync(annotator, BusinessDay.At(now).Start, cancellation);

    private Task<SkillBody?> FindAsync(Guid annotator, DateTimeOffset? goldBefore, CancellationToken cancellation) => database.ReadAsync<SkillBody?>(
        async session =>
        {
            if (await session.ScalarAsync<long>(IsAnnotatorSql, new { annotator }) == 0) return null;
            var schemes = new List<SchemeSkillBody>();
            foreach (var row in await session.QueryAsync<SkillRow>(SkillSql, new { annotator }))
            {
                if (ShippedSchemes.Find(row.SchemeKey) is { } scheme && await OfSchemeAsync(session, annotator, scheme, row, goldBefore) is { } body) schemes.Add(body);
            }

            return new SkillBody(annotator, schemes);
        },
        cancellation);

    private static async Task<SchemeSkillBody?> OfSchemeAsync(DbSession session, Guid annotator, LandmarkScheme scheme, SkillRow row, DateTimeOffset? goldBefore)
    {
        var key = new { annotator, schemeKey = scheme.Key, goldBefore = goldBefore ?? DateTimeOffset.MaxValue.AddYears(-1), limit = NewestErrors };
        var record = await SeenAsync(session, annotator, scheme, row, goldBefore);
        if (record.Skill.Faces <= 0) return null;
        var errors = await session.QueryAsync<double>(ErrorsSql, key);
        var population = await Populations.FindAsync(session, scheme);
        var report = SkillReport.Of(record.Skill, population);
        var gold = await GoldAccuracy.ByKindAsync(session, annotator, scheme, key.goldBefore);
        return new SchemeSkillBody(
            scheme.Key, row.Faces, Round(report.Sigma.Estimate), Round(report.GrossShare.Estimate, 4), Round(report.Slope), record.GoldFaces, record.GoldPassed,
            errors.Count == 0 ? null : Round(errors.Average()), ErrorTrend.Of(errors), [.. report.Kinds.Select(k => Kind(k, gold))], record.At)
        {
            Noise = IntervalBody.Of(report.Sigma),
            Gross = IntervalBody.Of(report.GrossShare, 4),
            Swaps = IntervalBody.Of(report.SwapShare, 4),
            ExpectedErrorPercent = Round(report.ExpectedErrorPercent),
            Charts = goldBefore is null ? await SkillCharts.OfAsync(session, annotator, scheme.Key, row.DriftCharts, row.DriftSince) : null,
        };
    }

    // The record without the known faces that are too new to be told of; taken off exactly.
    private static async Task<(AnnotatorSkill Skill, int GoldFaces, int GoldPassed, DateTimeOffset At)> SeenAsync(
        DbSession session, Guid annotator, LandmarkScheme scheme, SkillRow row, DateTimeOffset? goldBefore)
    {
        var skill = AnnotatorSkill.Unpack(row.PackedStatistics);
        if (goldBefore is not { } before) return (skill, row.GoldFaces, row.GoldPassed, row.UpdatedAt);
        var key = new { annotator, schemeKey = scheme.Key, firstOfDay = FirstId(before), limit = 1 };
        var latest = await session.QueryAsync<EvidenceRow>(LatestGoldSql, key);
        foreach (var known in latest) skill.Subtract(AnnotatorSkill.Unpack(known.PackedStatistics));
        var at = await session.FirstOrDefaultAsync<DateTimeOffset?>(LatestOrdinarySql, key);
        return (skill, row.GoldFaces - latest.Count, row.GoldPassed - latest.Count(l => l.IsPassed), at ?? before);
    }

    // Version-7 ids begin with their milliseconds.
    private static Guid FirstId(DateTimeOffset at)
    {
        var bytes = new byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes.AsSpan(6).Clear();
        return new Guid(bytes, bigEndian: true);
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

        public bool IsPassed { get; init; }
    }
}
