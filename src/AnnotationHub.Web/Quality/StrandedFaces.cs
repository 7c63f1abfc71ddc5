using AnnotationHub.Storage;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality;

/// <summary>
/// Faces that want another label where everybody who could give it has had them: in a small room they would wait for ever. After a day they go to a
/// supervisor, who decides or waits for somebody new. Several nodes may sweep at once.
/// </summary>
internal sealed partial class StrandedFaces(Database database, IOptions<HandOutOptions> options, TimeProvider time, ILogger<StrandedFaces> log) : Rounds(Interval, time, log)
{
    private const int PageFaces = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const string ProjectsSql = "SELECT id, scheme_key FROM project WHERE state = 'open' ORDER BY id";

    // Who has just been certified will come.
    private const string PeopleSql = """
        SELECT c.user_id FROM certification c
        WHERE c.scheme_key = @schemeKey AND c.revoked_at IS NULL
          AND (c.certified_at >= @since OR EXISTS (SELECT 1 FROM assignment a WHERE a.annotator_id = c.user_id AND a.claimed_at >= @since))
        """;

    private const string FacesSql = """
        SELECT t.id FROM task t
        WHERE t.project_id = @projectId AND t.state = 'inProgress' AND t.id > @after
          AND t.is_gold = 0 AND t.live_count = 0 AND t.annotation_count >= 2 AND t.annotation_count < t.wanted
          AND NOT EXISTS (SELECT 1 FROM annotation n WHERE n.task_id = t.id AND (n.submitted_at >= @before OR n.state = 'returned'))
        ORDER BY t.id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const string HadSql = "SELECT annotator_id FROM assignment WHERE task_id = @taskId";

    /// <summary>Answers how many went to a supervisor.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var sent = 0;
        foreach (var project in await database.QueryAsync<ProjectRow>(ProjectsSql, null, cancellation))
        {
            var people = await database.QueryAsync<Guid>(PeopleSql, new { schemeKey = project.SchemeKey, since = now - options.Value.Expected }, cancellation);
            if (people.Count > 0) sent += await OfProjectAsync(project.Id, people, now, cancellation);
        }

        return sent;
    }

    private async Task<int> OfProjectAsync(Guid projectId, IReadOnlyList<Guid> people, DateTimeOffset now, CancellationToken cancellation)
    {
        var (sent, after) = (0, Guid.Empty);
        while (true)
        {
            var faces = await database.QueryAsync<Guid>(FacesSql, new { projectId, after, before = now - options.Value.Stranded, limit = PageFaces }, cancellation);
            foreach (var face in faces)
            {
                var had = (await database.QueryAsync<Guid>(HadSql, new { taskId = face }, cancellation)).ToHashSet();
                if (people.All(had.Contains) && await database.WriteAsync(s => FaceSettlement.ReviewStrandedAsync(s, face, now), cancellation)) sent++;
            }

            if (faces.Count < PageFaces) return sent;
            after = faces[^1];
        }
    }

    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (await RunAsync(now, cancellation) is > 0 and var sent) Sent(Log, sent);
    }

    [LoggerMessage(LogLevel.Information, "{Count} faces that nobody is left to label went to a supervisor")]
    private static partial void Sent(ILogger log, int count);

    private sealed class ProjectRow
    {
        public Guid Id { get; init; }

        public string SchemeKey { get; init; } = "";
    }
}
