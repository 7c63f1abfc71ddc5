using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Labeling;

/// <summary>Tells annotators that something of theirs changed, wherever they are connected. To be called after the commit.</summary>
public sealed partial class LabelingNews(IHubContext<LabelingHub, ILabelingClient> hub, ILogger<LabelingNews> log)
{
    public Task AssignmentChangedAsync(Guid annotatorId, Guid assignmentId, AssignmentStatus status, string? reason) =>
        TryAsync(To(annotatorId).AssignmentChanged(new AssignmentChanged(assignmentId, status, reason)));

    public Task EarningsChangedAsync(Guid annotatorId, EarningsChanged earnings) => TryAsync(To(annotatorId).EarningsChanged(earnings));

    public Task NoticeAsync(Guid annotatorId, string message) => TryAsync(To(annotatorId).Notice(new Notice(message)));

    private ILabelingClient To(Guid annotatorId) => hub.Clients.User(annotatorId.ToString("D"));

    // What was to be told is committed: a backplane that is away must not turn it into a failure.
    private async Task TryAsync(Task sending)
    {
        try
        {
            await sending;
        }
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotTold(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An annotator could not be told of a change; the page looks again by itself.")]
    private partial void NotTold(Exception failure);
}
