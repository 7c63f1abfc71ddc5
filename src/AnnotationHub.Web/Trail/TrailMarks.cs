namespace AnnotationHub.Web.Trail;

/// <summary>On a route: its calls are written down under this name, whatever becomes of them.</summary>
/// <param name="When">Which calls; null for all.</param>
public sealed record TrailMark(string Action, Func<HttpContext, bool>? When);

/// <summary>On a page: the posts of one handler (or its gets) are written down under this name.</summary>
/// <param name="handler">Name of the handler; empty for the page's only one.</param>
/// <param name="action">Of <see cref="TrailActions"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TrailedAttribute(string handler, string action) : Attribute
{
    public string Handler { get; } = handler;

    public string Action { get; } = action;

    /// <summary>Whether it is about reading, as a file is.</summary>
    public bool OnGet { get; init; }
}

public static class TrailMarks
{
    private static readonly object NoteKey = new();
    private static readonly object DoneKey = new();

    /// <param name="when">Which calls, seen when their answers leave; null for all.</param>
    public static TBuilder WithTrail<TBuilder>(this TBuilder builder, string action, Func<HttpContext, bool>? when = null) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new TrailMark(action, when)));
        return builder;
    }

    /// <summary>Of calls that answer a table or a file: those that took the file away.</summary>
    public static bool IsFile(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Response.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true || http.Request.Query.ContainsKey("template");
    }

    /// <summary>Says more about the object of this request: names of roles, never of people.</summary>
    public static void TrailNote(this HttpContext http, string note)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Items[NoteKey] = note;
    }

    /// <summary>Of a form that is answered by its page although it was done.</summary>
    public static void TrailDone(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Items[DoneKey] = true;
    }

    internal static string? NoteOf(HttpContext http) => http.Items.TryGetValue(NoteKey, out var note) ? (string?)note : null;

    internal static bool IsDone(HttpContext http) => http.Items.ContainsKey(DoneKey);

    /// <summary>The name under which a request is written down; null where it is not.</summary>
    internal static string? ActionOf(HttpContext http, Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<TrailMark>() is { } mark) return mark.When?.Invoke(http) == false ? null : mark.Action;
        var isGet = HttpMethods.IsGet(http.Request.Method);
        var handler = http.Request.Query["handler"].ToString();
        return endpoint.Metadata.GetOrderedMetadata<TrailedAttribute>()
            .FirstOrDefault(t => t.OnGet == isGet && (isGet || HttpMethods.IsPost(http.Request.Method)) && string.Equals(t.Handler, handler, StringComparison.OrdinalIgnoreCase))?.Action;
    }
}
