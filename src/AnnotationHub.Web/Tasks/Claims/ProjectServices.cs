using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>How much each project has been served, for <see cref="ProjectRotation"/>. Takes part in the caller's unit.</summary>
internal static class ProjectServices
{
    private const string UpdateSql =
        """
        UPDATE project_service SET served = @labels + CASE WHEN served < @standing THEN @standing ELSE served END
        WHERE project_id = @projectId
        """;

    private const string InsertSql = "INSERT INTO project_service (project_id, served) VALUES (@projectId, @standing + @labels)";

    /// <summary>The project has handed out so many labels more.</summary>
    public static async Task ServedAsync(DbSession session, HandOutProject project, int labels)
    {
        if (labels == 0) return;
        if (await Bound(UpdateSql).ExecuteAsync() == 0) await Bound(InsertSql).ExecuteAsync();

        PreparedCommand Bound(string sql) => session.Prepared(sql).Set("@projectId", project.Id).Set("@standing", project.Standing).Set("@labels", labels);
    }

    /// <summary>The least served first; the oldest among equals.</summary>
    public static IReadOnlyList<HandOutProject> InTurn(IReadOnlyList<HandOutProject> projects)
    {
        var furthest = projects.Count == 0 ? 0 : projects.Max(p => p.Served);
        foreach (var project in projects) project.Standing = ProjectRotation.Standing(project.Served, furthest);
        return [.. projects.OrderBy(p => p.Standing).ThenBy(p => p.Id)];
    }
}
