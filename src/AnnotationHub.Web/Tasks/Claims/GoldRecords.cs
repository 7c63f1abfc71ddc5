using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>How many faces an annotator has been handed in a scheme, known ones among them. Takes part in the caller's unit.</summary>
internal static class GoldRecords
{
    private const string FindSql =
        """
        SELECT t.faces, t.gold_faces, CASE WHEN s.drift_since IS NULL THEN 0 ELSE 1 END AS is_drifting
        FROM hand_out_tally t
        LEFT JOIN annotator_skill s ON s.annotator_id = t.annotator_id AND s.scheme_key = t.scheme_key
        WHERE t.annotator_id = @annotatorId AND t.scheme_key = @schemeKey
        """;

    /// <summary>Nothing handed out where there is no record.</summary>
    public static async Task<GoldRecord> FindAsync(DbSession session, Guid annotatorId, string schemeKey)
    {
        var command = session.Prepared(FindSql).Set("@annotatorId", annotatorId).Set("@schemeKey", schemeKey);
        await using var row = await command.ReadAsync();
        return await row.ReadAsync() ? new GoldRecord(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2) == 1) : default;
    }

    private const string UpdateSql =
        """
        UPDATE hand_out_tally SET faces = faces + @faces, gold_faces = gold_faces + @goldFaces
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private const string InsertSql =
        "INSERT INTO hand_out_tally (annotator_id, scheme_key, faces, gold_faces) VALUES (@annotatorId, @schemeKey, @faces, @goldFaces)";

    public static async Task AddAsync(DbSession session, Guid annotatorId, string schemeKey, int faces, int goldFaces)
    {
        if (faces == 0) return;
        if (await Bound(UpdateSql).ExecuteAsync() == 0) await Bound(InsertSql).ExecuteAsync();

        PreparedCommand Bound(string sql) => session.Prepared(sql)
            .Set("@annotatorId", annotatorId).Set("@schemeKey", schemeKey).Set("@faces", faces).Set("@goldFaces", goldFaces);
    }
}
