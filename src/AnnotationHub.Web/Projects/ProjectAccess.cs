using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Web.Projects;

/// <summary>Who may look at a project, and who may do something with it. To everybody else it does not exist.</summary>
public sealed class ProjectAccess(ProjectStore projects)
{
    /// <summary>For its owner, supervisors and administrators; null for everybody else and where there is none.</summary>
    public async Task<Project?> FindReadableAsync(Guid id, CurrentUser caller, CancellationToken cancellation = default) =>
        await projects.FindAsync(id, cancellation) is { } project && MayRead(project.OwnerId, caller) ? project : null;

    /// <summary>For its owner and administrators; null for everybody else and where there is none.</summary>
    public async Task<Project?> FindOwnAsync(Guid id, CurrentUser caller, CancellationToken cancellation = default) =>
        await projects.FindAsync(id, cancellation) is { } project && MayManage(project.OwnerId, caller) ? project : null;

    public static bool MayRead(Guid ownerId, CurrentUser caller) => caller.IsSupervisor || MayManage(ownerId, caller);

    public static bool MayManage(Guid ownerId, CurrentUser caller) => caller.IsAdmin || (caller.IsClient && ownerId == caller.Id);
}
