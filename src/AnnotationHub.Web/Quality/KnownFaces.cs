using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Gold;

namespace AnnotationHub.Web.Quality;

/// <summary>What became of saying that a known face is wrong.</summary>
public enum WithdrawOutcome
{
    Withdrawn,

    /// <summary>No such face.</summary>
    NotFound,

    /// <summary>Its truth is not known (any more).</summary>
    NotKnown,
}

/// <summary>
/// Takes back a known face whose truth was wrong: everyone it failed gets the whole pay, nobody's record keeps it, and the face
/// goes before the supervisors like any other.
/// </summary>
public sealed class KnownFaces
{
    private const string FindSql = "SELECT id FROM task WHERE trace_code = @traceCode";

    private const string KeepSql = """
        INSERT INTO gold_withdrawal (task_id, landmarks, reason, withdrawn_by, withdrawn_at)
        VALUES (@taskId, @landmarks, @reason, @supervisor, @now)
        """;

    private readonly Database database;
    private readonly KnownFaceWithdrawal withdrawal;
    private readonly SettlementNews news;

    internal KnownFaces(Database database, KnownFaceWithdrawal withdrawal, SettlementNews news) =>
        (this.database, this.withdrawal, this.news) = (database, withdrawal, news);

    /// <summary>One unit with everything that follows; the annotators concerned are told after the commit.</summary>
    public async Task<WithdrawOutcome> WithdrawAsync(string traceCode, Guid supervisor, string reason, DateTimeOffset now, CancellationToken cancellation = default)
    {
        IReadOnlyList<SettledChange> changes = [];
        var outcome = await database.WriteAsync(
            async session =>
            {
                changes = [];
                var taskId = await session.FirstOrDefaultAsync<byte[]>(FindSql, new { traceCode });
                if (taskId is null || await FaceToSettle.LoadAsync(session, new Guid(taskId, bigEndian: true)) is not { } face) return WithdrawOutcome.NotFound;
                if (!face.IsGold || face.Truth is not { } landmarks) return WithdrawOutcome.NotKnown;
                await session.ExecuteAsync(KeepSql, new { taskId = face.Id, landmarks, reason, supervisor, now });
                changes = await withdrawal.RunAsync(session, face, supervisor, now);
                return WithdrawOutcome.Withdrawn;
            },
            cancellation);
        if (outcome == WithdrawOutcome.Withdrawn) await news.TellAsync(changes, now);
        return outcome;
    }
}
