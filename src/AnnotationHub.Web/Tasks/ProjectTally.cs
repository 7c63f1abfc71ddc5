using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>How many faces of a project stand in each state: kept in the transaction that moves a face, so that no page counts rows.</summary>
public static class ProjectTally
{
    private const string AddSql =
        """
        UPDATE project_tally SET photographs = photographs + @photographs, faces = faces + @faces, waiting = waiting + @waiting,
            in_progress = in_progress + @inProgress, in_review = in_review + @inReview, accepted = accepted + @accepted,
            rejected = rejected + @rejected
        WHERE project_id = @projectId
        """;

    private const string InsertSql =
        """
        INSERT INTO project_tally (project_id, photographs, faces, waiting, in_progress, in_review, accepted, rejected)
        VALUES (@projectId, @photographs, @faces, @waiting, @inProgress, @inReview, @accepted, @rejected)
        """;

    /// <summary>One face went from one state to another.</summary>
    public static Task MoveAsync(DbSession session, Guid projectId, TaskState from, TaskState to)
    {
        Span<int> change = stackalloc int[5];
        change[(int)from]--;
        change[(int)to]++;
        return AddAsync(session, projectId, photographs: 0, faces: 0, change);
    }

    /// <summary>New faces (and the photographs that they are on) came in, all in <paramref name="state"/>.</summary>
    public static Task ArrivedAsync(DbSession session, Guid projectId, int photographs, int faces, TaskState state)
    {
        Span<int> change = stackalloc int[5];
        change[(int)state] = faces;
        return AddAsync(session, projectId, photographs, faces, change);
    }

    private static Task AddAsync(DbSession session, Guid projectId, int photographs, int faces, ReadOnlySpan<int> change) =>
        AddAsync(session, projectId, photographs, faces, change[0], change[1], change[2], change[3], change[4]);

    private static async Task AddAsync(
        DbSession session, Guid projectId, int photographs, int faces, int waiting, int inProgress, int inReview, int accepted, int rejected)
    {
        if (await Bound(AddSql).ExecuteAsync() == 0) await Bound(InsertSql).ExecuteAsync();

        PreparedCommand Bound(string sql) => session.Prepared(sql).Set("@projectId", projectId)
            .Set("@photographs", photographs).Set("@faces", faces).Set("@waiting", waiting).Set("@inProgress", inProgress)
            .Set("@inReview", inReview).Set("@accepted", accepted).Set("@rejected", rejected);
    }
}
