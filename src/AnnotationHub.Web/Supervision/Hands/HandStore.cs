using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Hands;
using AnnotationHub.Storage;

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

    private const string SchemesSql = "SELECT scheme_key, packed_statistics FROM annotator_skill WHERE annotator_id = @annotator ORDER BY faces DESC, scheme_key";

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

    /// <summary>Null where there is no such annotator.</summary>
    /// <param name="schemeKey">Null for the one labelled most; one that the annotator has no record of counts as null.</param>
    public Task<AnnotatorHand?> FindAsync(Guid annotator, string? schemeKey, CancellationToken cancellation = default) => database.ReadAsync<AnnotatorHand?>(
        async session =>
        {
            if (await session.FirstOrDefaultAsync<PersonRow>(PersonSql, new { annotator }) is not { } person) return null;
            var records = await session.QueryAsync<RecordRow>(SchemesSql, new { annotator });
            var record = records.FirstOrDefault(r => r.SchemeKey == schemeKey) ?? (records.Count > 0 ? records[0] : null);
            if (record is null || ShippedSchemes.Find(record.SchemeKey) is not { } scheme)
                return new AnnotatorHand(person.Id, person.DisplayName, person.Pseudonym, [], null, new AnnotatorSkill(), []);
            var faces = await session.QueryAsync<FaceRow>(FacesSql, new { annotator, schemeKey = scheme.Key, limit = MostFaces });
            return new AnnotatorHand(
                person.Id, person.DisplayName, person.Pseudonym, [.. records.Select(r => r.SchemeKey)], scheme, AnnotatorSkill.Unpack(record.PackedStatistics),
                [.. faces.Reverse().Where(f => f.Settled is not null).Select(f => f.Face())]);
        },
        cancellation);

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
public sealed record AnnotatorHand(
    Guid Id, string Name, string Pseudonym, IReadOnlyList<string> Schemes, LandmarkScheme? Scheme, AnnotatorSkill Skill, IReadOnlyList<LabelledFace> Faces);
