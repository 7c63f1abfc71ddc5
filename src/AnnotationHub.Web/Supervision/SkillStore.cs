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
    private static readonly TimeSpan LongestUndecided = TimeSpan.FromDays(30);

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
        WHERE a.annotator_id = @annotator AND p.scheme_key = @schemeKey AND a.error_percent IS NOT NULL AND a.decided_at < @goldBefore
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    // What was decided today, or is not decided yet. A month of one person's work is looked through: hardly anything waits longer.
    private const string LatestSql = """
        SELECT e.packed_statistics, e.is_gold, e.is_passed FROM label_evidence e
        JOIN annotation a ON a.id = e.annotation_id
        WHERE e.annotator_id = @annotator AND e.scheme_key = @schemeKey AND e.annotation_id > @since AND (a.decided_at IS NULL OR a.decided_at >= @before)
        """;

    /// <summary>Null where there is no such annotator.</summary>
    public Task<SkillBody?> FindAsync(Guid annotator, CancellationToken cancellation = default) => FindAsync(annotator, null, cancellation);

    /// <summary>
    /// The same to the annotator in person, as of the beginning of the business day, ordinary faces and known ones alike: looked at after each
    /// decision, whatever moved with one kind and not with the other would tell which face was known.
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
            scheme.Key, record.Faces, Round(report.Sigma.Estimate), Round(report.GrossShare.Estimate, 4), Round(report.Slope), record.GoldFaces, record.GoldPassed,
            errors.Count == 0 ? null : Round(errors.Average()), ErrorTrend.Of(errors), [.. report.Kinds.Select(k => Kind(k, gold))], record.At)
        {
            Noise = IntervalBody.Of(report.Sigma),
            Gross = IntervalBody.Of(report.GrossShare, 4),
            Swaps = IntervalBody.Of(report.SwapShare, 4),
            ExpectedErrorPercent = Round(report.ExpectedErrorPercent),
            Charts = goldBefore is null ? await SkillCharts.OfAsync(session, annotator, scheme.Key, row.DriftCharts, row.DriftSince) : null,
        };
    }

    // The record without what is too new to be told of; taken off exactly.
    private static async Task<(AnnotatorSkill Skill, int Faces, int GoldFaces, int GoldPassed, DateTimeOffset At)> SeenAsync(
        DbSession session, Guid annotator, LandmarkScheme scheme, SkillRow row, DateTimeOffset? goldBefore)
    {
        var skill = AnnotatorSkill.Unpack(row.PackedStatistics);
        if (goldBefore is not { } before) return (skill, row.Faces, row.GoldFaces, row.GoldPassed, row.UpdatedAt);
        var latest = await session.QueryAsync<EvidenceRow>(LatestSql, new { annotator, schemeKey = scheme.Key, since = FirstId(before - LongestUndecided), before });
        foreach (var label in latest) skill.Subtract(AnnotatorSkill.Unpack(label.PackedStatistics));
        return (skill, row.Faces - latest.Count(l => !l.IsGold), row.GoldFaces - latest.Count(l => l.IsGold), row.GoldPassed - latest.Count(l => l.IsPassed), before);
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

        public bool IsGold { get; init; }

        public bool IsPassed { get; init; }
    }
}
