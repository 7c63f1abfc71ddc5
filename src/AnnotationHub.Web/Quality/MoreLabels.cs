using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Quality;

/// <summary>Asks for one more label of a face that is in progress. Takes part in the caller's unit.</summary>
internal static class MoreLabels
{
    /// <param name="wanted">How many labels that makes in all.</param>
    /// <param name="disputed">The landmarks that are asked for; none for the whole face.</param>
    public static async Task AskAsync(DbSession session, FaceToSettle face, int wanted, IReadOnlyCollection<int> disputed, DateTimeOffset now)
    {
        await TaskStates.WantAsync(session, face.Id, wanted);
        var landmarks = disputed.Count == 0 ? null : AskedLandmarks.Pack(disputed);
        await TaskQueue.AddSlotAsync(session, face.ProjectId, face.Id, landmarks: landmarks);
        var (kind, detail) = landmarks is null
            ? (TaskEventKind.MoreWanted, $"{wanted}")
            : (TaskEventKind.DisputeAsked, $"{wanted}: {string.Join(' ', disputed.Order())}");
        await TaskHistory.AddAsync(session, face.Id, kind, null, detail, now);
    }
}
