using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>The annotators' records, one row each and scheme. Takes part in the caller's unit.</summary>
internal static class AnnotatorSkillStore
{
    private const string FindSql = "SELECT packed_statistics FROM annotator_skill WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey";

    private const string UpdateSql =
        """
        UPDATE annotator_skill SET faces = faces + @faces, gold_faces = gold_faces + @goldFaces, gold_passed = gold_passed + @goldPassed,
            packed_statistics = @packed, updated_at = @now
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private const string InsertSql =
        """
        INSERT INTO annotator_skill (annotator_id, scheme_key, faces, gold_faces, gold_passed, packed_statistics, updated_at)
        VALUES (@annotatorId, @schemeKey, @faces, @goldFaces, @goldPassed, @packed, @now)
        """;

    /// <summary>What the estimator believes of an annotator; an unknown one where there is no record.</summary>
    public static async Task<AnnotatorParameters> ParametersAsync(DbSession session, Guid annotatorId, string schemeKey) =>
        AnnotatorParameters.From(await FindAsync(session, annotatorId, schemeKey));

    /// <summary>Adds one settled face to the record.</summary>
    public static Task AddFaceAsync(DbSession session, Guid annotatorId, string schemeKey, AnnotatorSkill evidence, DateTimeOffset now) =>
        AddAsync(session, annotatorId, schemeKey, evidence, faces: 1, goldFaces: 0, goldPassed: 0, now);

    /// <summary>Adds one known face to the record.</summary>
    public static Task AddGoldAsync(DbSession session, Guid annotatorId, string schemeKey, bool passed, DateTimeOffset now) =>
        AddAsync(session, annotatorId, schemeKey, new AnnotatorSkill(), faces: 0, goldFaces: 1, passed ? 1 : 0, now);

    /// <summary>Takes one known face out of the record again: it was wrong itself.</summary>
    public static Task TakeBackGoldAsync(DbSession session, Guid annotatorId, string schemeKey, bool passed, DateTimeOffset now) =>
        AddAsync(session, annotatorId, schemeKey, new AnnotatorSkill(), faces: 0, goldFaces: -1, passed ? -1 : 0, now);

    private static async Task AddAsync(
        DbSession session, Guid annotatorId, string schemeKey, AnnotatorSkill evidence, int faces, int goldFaces, int goldPassed, DateTimeOffset now)
    {
        var skill = await FindAsync(session, annotatorId, schemeKey);
        skill.Add(evidence);
        var row = new { annotatorId, schemeKey, faces, goldFaces, goldPassed, packed = skill.Pack(), now };
        if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
    }

    private static async Task<AnnotatorSkill> FindAsync(DbSession session, Guid annotatorId, string schemeKey) =>
        await session.FirstOrDefaultAsync<byte[]>(FindSql, new { annotatorId, schemeKey }) is { } packed ? AnnotatorSkill.Unpack(packed) : new AnnotatorSkill();
}
