using AnnotationHub.Storage;
using AnnotationHub.Web.Hosting;

namespace AnnotationHub.Web.Quality;

/// <summary>Decides known faces' annotations whose time has come. Several nodes may sweep at once: each face is settled in a unit of its own, once.</summary>
internal sealed class KnownFaceSweep(
    Database database, FaceSettlement settlement, SettlementNews news, TimeProvider time, ILogger<KnownFaceSweep> log) : Rounds(Interval, time, log)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const string DueSql = "SELECT task_id, due_at FROM known_face_wait WHERE due_at <= @now ORDER BY due_at OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var due = await database.QueryAsync<DueRow>(DueSql, new { now, limit = AtOnce }, cancellation);
        foreach (var taskId in due.Select(d => d.TaskId).Distinct())
        {
            var changes = await database.WriteAsync(
                async session =>
                {
                    await KnownFaceWaits.ClearAsync(session, taskId, now);
                    return await settlement.SettleAsync(session, taskId, null, now);
                },
                cancellation);
            await news.TellAsync(changes, now);
        }
    }

    protected override Task RoundAsync(DateTimeOffset now, CancellationToken cancellation) => RunAsync(now, cancellation);

    private sealed class DueRow
    {
        public Guid TaskId { get; init; }

        public DateTimeOffset DueAt { get; init; }
    }
}
