using System.Security.Cryptography;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>One face that enters a project.</summary>
/// <param name="FaceNumber">From 1 within its photograph.</param>
/// <param name="LabelsWanted">How many annotators are asked at first; not looked at for a known face.</param>
/// <param name="Truth">The known landmarks, which make it a gold task; null for a face to be found out about.</param>
/// <param name="StartingShape">Landmarks shown to the annotator to begin with, or null.</param>
public sealed record NewTask(
    Guid ProjectId,
    Guid PhotographId,
    int FaceNumber,
    FaceBox Box,
    int LabelsWanted,
    PlacedLandmark[]? Truth = null,
    PlacedLandmark[]? StartingShape = null);

/// <summary>
/// Where faces come in: the task, its place in the hand-out queue and, for a known face, its truth, in the caller's transaction.
/// A known face is accepted from the beginning, with its truth as what a release carries.
/// </summary>
public static class TaskIntake
{
    private const string TraceTakenSql = "SELECT COUNT(*) FROM task WHERE trace_code = @traceCode";

    private const string InsertTaskSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state,
            wanted, is_gold, starting_shape, state_changed_at, created_at)
        VALUES (@id, @projectId, @photographId, @faceNumber, @traceCode, @boxX, @boxY, @boxWidth, @boxHeight, @state,
            @wanted, @isGold, @startingShape, @now, @now)
        """;

    /// <summary>Answers the new face's trace code. The photograph is the caller's to count.</summary>
    public static async Task<string> AddAsync(DbSession session, NewTask task, DateTimeOffset now)
    {
        // The faces of one photograph sort in their order.
        var (id, isGold) = (Guid.CreateVersion7(now.AddMilliseconds(task.FaceNumber)), task.Truth is not null);
        var state = isGold ? TaskState.Accepted : TaskState.Waiting;
        var wanted = isGold ? GoldMix.LabelsWanted : task.LabelsWanted;
        var traceCode = await FreeTraceCodeAsync(session);
        await session.ExecuteAsync(InsertTaskSql, new
        {
            id,
            projectId = task.ProjectId,
            photographId = task.PhotographId,
            faceNumber = task.FaceNumber,
            traceCode,
            boxX = task.Box.X,
            boxY = task.Box.Y,
            boxWidth = task.Box.Width,
            boxHeight = task.Box.Height,
            state = EnumText.Of(state),
            wanted,
            isGold,
            startingShape = task.StartingShape is { } shape ? PackedLandmarks.Pack(shape) : null,
            now,
        });
        if (task.Truth is { } truth) await AddTruthAsync(session, id, truth, now);
        await TaskQueue.AppendAsync(session, task.ProjectId, isGold ? HandOutLane.Gold : HandOutLane.Ordinary, id, wanted);
        await ProjectTally.ArrivedAsync(session, task.ProjectId, photographs: 0, faces: 1, state);
        return traceCode;
    }

    private const string InsertTruthSql = "INSERT INTO gold_truth (task_id, landmarks) VALUES (@taskId, @landmarks)";

    private const string InsertKnownSql = """
        INSERT INTO consensus (task_id, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin,
            decided_by, decided_at)
        VALUES (@taskId, @landmarks, @covariance, 0, NULL, 0, 'gold', NULL, @now)
        """;

    private static async Task AddTruthAsync(DbSession session, Guid taskId, PlacedLandmark[] truth, DateTimeOffset now)
    {
        var landmarks = PackedLandmarks.Pack(truth);
        await session.ExecuteAsync(InsertTruthSql, new { taskId, landmarks });
        // A truth has no spread: three zeros a landmark.
        var covariance = new byte[truth.Length * 3 * sizeof(double)];
        await session.ExecuteAsync(InsertKnownSql, new { taskId, landmarks, covariance, now });
    }

    // The unique index is the backstop: two nodes that draw the same 40 bits at the same instant.
    private static async Task<string> FreeTraceCodeAsync(DbSession session)
    {
        while (true)
        {
            var traceCode = TraceCode.From(RandomNumberGenerator.GetBytes(TraceCode.RandomBytes));
            if (await session.ScalarAsync<long>(TraceTakenSql, new { traceCode }) == 0) return traceCode;
        }
    }
}
