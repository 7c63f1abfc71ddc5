namespace AnnotationHub.Web.Hosting;

/// <summary>Whether a person's browser asks for a page, or a program for data: they get their refusals in different forms.</summary>
public static class RequestKind
{
    private static readonly PathString[] ForPrograms = ["/api", "/hub", "/openapi", "/health", "/metrics", "/texts"];

    public static bool IsPage(HttpRequest request) => !Array.Exists(ForPrograms, prefix => request.Path.StartsWithSegments(prefix));
}
