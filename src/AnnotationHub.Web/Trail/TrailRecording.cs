using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Web.Trail;

/// <summary>
/// Writes marked requests down, and every access to what is not there for the caller. Before the answer leaves: nobody is told that it
/// is done before it is written down that it was.
/// </summary>
internal static class TrailRecording
{
    private static readonly object SeenKey = new();

    // An error page is the same request once more.
    public static void UseTrail(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint && http.Items.TryAdd(SeenKey, true)) http.Response.OnStarting(() => RecordAsync(http, endpoint));
        return next(http);
    });

    private static Task RecordAsync(HttpContext http, Endpoint endpoint)
    {
        var actor = CurrentUser.Find(http.User);
        var status = http.Response.StatusCode;
        var action = TrailMarks.ActionOf(http, endpoint);
        // Who is not signed in is sent to the door, and learns nothing; who is, and asks for what is not there for it, may be trying doors.
        if (action is null && actor is not null && !http.Request.Path.StartsWithSegments("/api/v1/me") && status is (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)) action = TrailActions.WrongAccess;
        if (action is null || (actor is null && status is (StatusCodes.Status401Unauthorized or StatusCodes.Status302Found))) return Task.CompletedTask;
        var services = http.RequestServices;
        var entry = new TrailEntry(action, actor?.Id, SubjectOf(http), OutcomeOf(http, status), TrailOrigin.Of(http));
        return services.GetRequiredService<TrailStore>().AddAsync(entry, services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    private static string SubjectOf(HttpContext http) =>
        TrailMarks.NoteOf(http) is { } note ? $"{http.Request.Method} {PathOf(http)} ({note})" : $"{http.Request.Method} {PathOf(http)}";

    // An error page is another path; the one that was asked for is the caller's.
    private static string PathOf(HttpContext http) =>
        http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath ?? http.Request.Path.Value ?? "/";

    // A page that refuses a form shows it again with the reason; one that does what it was asked sends on, or sends a file.
    private static string OutcomeOf(HttpContext http, int status) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden => "refused",
        StatusCodes.Status200OK when !TrailMarks.IsDone(http) && HttpMethods.IsPost(http.Request.Method)
            && http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true => "refused",
        < 400 => "done",
        < 500 => "refused",
        _ => "failed",
    };
}
