namespace AnnotationHub.Web.Hosting;

/// <summary>Return addresses from outside must stay on this site.</summary>
public static class LocalPaths
{
    /// <summary>The path where it is one of this site (<c>/…</c>, not <c>//…</c> or <c>/\…</c>), else <c>/</c>.</summary>
    public static string OrHome(string? path) => IsLocal(path) ? path! : "/";

    private static bool IsLocal(string? path) =>
        path is ['/', ..] && (path.Length == 1 || (path[1] != '/' && path[1] != '\\')) && !path.Any(char.IsControl);
}
