namespace AnnotationHub.Web.Projects;

/// <summary>Whether a project hands out work.</summary>
public enum ProjectState
{
    /// <summary>New: photographs are coming in, nothing is handed out yet.</summary>
    Draft,

    /// <summary>Handing out.</summary>
    Open,

    /// <summary>Not handing out for now; what is leased is finished.</summary>
    Paused,

    /// <summary>Finished for good: no new photographs, no new work.</summary>
    Closed,
}
