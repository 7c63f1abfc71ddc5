using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Skill;

namespace AnnotationHub.Web.Supervision.Hands;

/// <summary>An annotator's faces that are settled, the newest ones, as the pages about a hand draw them.</summary>
public sealed class HandStore(Database database)
{
    /// <summary>More would change no picture: what counts is how the hand is now.</summary>
    public const int MostFaces = 120;

    private const string PersonSql = """
        SELECT u.id, u.display_name, u.pseudonym FROM app_user u
        JOIN user_role r ON r.user_id = u.id AND r.role_name = 'annotator'
        WHERE u.id = @annotator
        """;

    private const string SchemesSql = "SELECT scheme_key, packed_statistics, drift_charts FROM annotator_skill WHERE annotator_id = @annotator ORDER BY faces DESC, scheme_key";

    private const string FacesSql = """
        SELECT k.trace_code, a.landmarks AS own, a.active_ms, a.decided_at, COALESCE(g.landmarks, c.landmarks) AS settled,
            k.box_x, k.box_y, k.box_width, k.box_height
        FROM annotation a
        JOIN task k ON k.id = a.task_id
        JOIN project p ON p.id = a.project_id
        LEFT JOIN consensus c ON c.task_id = a.task_id
        LEFT JOIN gold_truth g ON g.task_id = a.task_id
        WHERE a.annotator_id = @annotator AND p.scheme_key = @schemeKey AND a.decided_at IS NOT NULL AND k.state = 'accepted'
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string DriftFlagsSql =
        "SELECT COUNT(*) FROM quality_flag WHERE annotator_id = @annotator AND scheme_key = @schemeKey AND kind = 'drift' AND state = 'open'";

    /// <summary>Null where there is no such annotator.</summary>
    /// <param name="schemeKey">Null for the one labelled most; one that the annotator has no record of counts as null.</param>
    public Task<AnnotatorHand?> FindAsync(Guid annotator, string? schemeKey, CancellationToken cancellation = default) => database.ReadAsync<AnnotatorHand?>(
        async session =>
        {
            if (await session.FirstOrDefaultAsync<PersonRow>(PersonSql, new { annotator }) is not { } person) return null;
            var records = await session.QueryAsync<RecordRow>(SchemesSql, new { annotator });
            var record = records.FirstOrDefault(r => r.SchemeKey == schemeKey) ?? (records.Count > 0 ? records[0] : null);
            if (record is null || ShippedSchemes.Find(record.SchemeKey) is not { } scheme)
                return new AnnotatorHand(person.Id, person.DisplayName, person.Pseudonym, [], null, new AnnotatorSkill(), [], null);
            var faces = await session.QueryAsync<FaceRow>(FacesSql, new { annotator, schemeKey = scheme.Key, limit = MostFaces });
            return new AnnotatorHand(
                person.Id, person.DisplayName, person.Pseudonym, [.. records.Select(r => r.SchemeKey)], scheme, AnnotatorSkill.Unpack(record.PackedStatistics),
                [.. faces.Reverse().Where(f => f.Settled is not null).Select(f => f.Face())], await DriftAsync(session, annotator, scheme, record));
        },
        cancellation);

    private static async Task<HandDrift> DriftAsync(DbSession session, Guid annotator, LandmarkScheme scheme, RecordRow record)
    {
        var charts = record.DriftCharts is { } packed ? DriftCharts.Unpack(packed) : DriftCharts.Fresh;
        return new HandDrift(
            await Populations.FindAsync(session, scheme), charts.Signals,
            await DriftPoints.NewestAsync(session, annotator, scheme.Key, charts, MostFaces),
            await session.ScalarAsync<long>(DriftFlagsSql, new { annotator, schemeKey = scheme.Key }) > 0);
    }

    private sealed class PersonRow
    {
        public Guid Id { get; init; }

        public string DisplayName { get; init; } = "";

        public string Pseudonym { get; init; } = "";
    }

    private sealed class RecordRow
    {
        public string SchemeKey { get; init; } = "";

        public byte[] PackedStatistics { get; init; } = [];

        public byte[]? DriftCharts { get; init; }
    }

    private sealed class FaceRow
    {
        public string TraceCode { get; init; } = "";

        public byte[] Own { get; init; } = [];

        public byte[]? Settled { get; init; }

        public long ActiveMs { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public double BoxX { get; init; }

        public double BoxY { get; init; }

        public double BoxWidth { get; init; }

        public double BoxHeight { get; init; }

        public LabelledFace Face() => new(
            TraceCode, TimeSpan.FromMilliseconds(ActiveMs), DecidedAt,
            new SettledFace(PackedLandmarks.Unpack(Own), PackedLandmarks.Unpack(Settled), new FaceBox(BoxX, BoxY, BoxWidth, BoxHeight)));
    }
}

/// <summary>One settled face of an annotator.</summary>
public sealed record LabelledFace(string TraceCode, TimeSpan Active, DateTimeOffset DecidedAt, SettledFace Settled);

/// <param name="Schemes">That there is a record of, the most labelled first.</param>
/// <param name="Scheme">Shown; null before the first settled face.</param>
/// <param name="Faces">Oldest first.</param>
/// <param name="Drift">Of the scheme shown; null before the first settled face.</param>
public sealed record AnnotatorHand(
    Guid Id, string Name, string Pseudonym, IReadOnlyList<string> Schemes, LandmarkScheme? Scheme, AnnotatorSkill Skill, IReadOnlyList<LabelledFace> Faces,
    HandDrift? Drift);

/// <summary>The control charts that raise the alarm, and what is believed of everybody they are held against.</summary>
/// <param name="Signals">Out of control where the charts stand now.</param>
/// <param name="Points">Since the charts last began anew, oldest first.</param>
/// <param name="IsFlagged">A drift was noticed that nobody has decided on: what the floor shows.</param>
public sealed record HandDrift(PopulationModel Population, DriftSignals Signals, IReadOnlyList<DriftPoint> Points, bool IsFlagged);
