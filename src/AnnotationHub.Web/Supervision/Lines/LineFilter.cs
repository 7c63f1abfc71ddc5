using System.Collections.Concurrent;
using AnnotationHub.Storage;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Supervision.Lines;

/// <summary>Keeps whether an annotator's browser is connected. What a node that was killed leaves behind is put right by the next connection.</summary>
public sealed partial class LineFilter(Database database, TimeProvider time, ILogger<LineFilter> log) : IHubFilter
{
    private const string UpdateSql = "UPDATE annotator_line SET connection_id = @connection, is_open = 1, changed_at = @now WHERE annotator_id = @annotator";

    private const string InsertSql = "INSERT INTO annotator_line (annotator_id, connection_id, is_open, changed_at) VALUES (@annotator, @connection, 1, @now)";

    // Another connection that was opened since is not this one's to close.
    private const string CloseSql = "UPDATE annotator_line SET is_open = 0, changed_at = @now WHERE annotator_id = @annotator AND connection_id = @connection";

    private readonly ConcurrentDictionary<string, Guid> open = new(StringComparer.Ordinal);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        await next(context);
        if (!Guid.TryParse(context.Context.UserIdentifier, out var annotator)) return;
        open[context.Context.ConnectionId] = annotator;
        await TryAsync(s => OpenAsync(s, annotator, context.Context.ConnectionId));
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        await next(context, exception);
        if (!open.TryRemove(context.Context.ConnectionId, out var annotator)) return;
        var other = open.FirstOrDefault(o => o.Value == annotator).Key;
        await TryAsync(s => other is null
            ? s.ExecuteAsync(CloseSql, new { annotator, connection = context.Context.ConnectionId, now = time.GetUtcNow() })
            : OpenAsync(s, annotator, other));
    }

    private async Task<int> OpenAsync(DbSession session, Guid annotator, string connection)
    {
        var row = new { annotator, connection, now = time.GetUtcNow() };
        return await session.ExecuteAsync(UpdateSql, row) > 0 ? 1 : await session.ExecuteAsync(InsertSql, row);
    }

    // A supervisor's light must not cost an annotator the line.
    private async Task TryAsync(Func<DbSession, Task<int>> write)
    {
        try
        {
            await database.WriteAsync(write);
        }
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotKept(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The state of an annotator's line was not kept; the floor shows the one before.")]
    private partial void NotKept(Exception failure);
}
