using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using AnnotationHub.Storage;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>
/// Counts the steps that SQLite's virtual machine takes for the statements of a database: what a statement costs whatever else the machine is doing.
/// </summary>
internal sealed class StatementSteps : IDisposable
{
    private const uint TraceProfile = 2;
    private const int VmStep = 4;

    // As many as the database keeps open between uses: whichever it takes is counted.
    private const int Readers = 16;
    private readonly ConcurrentDictionary<string, long> costliest = new(StringComparer.Ordinal);
    private long total;
    private readonly Trace trace;
    private readonly IReadOnlyList<IntPtr> handles;

    private StatementSteps(IReadOnlyList<IntPtr> handles)
    {
        this.handles = handles;
        trace = (_, _, statement, _) =>
        {
            // Read and set back: a prepared statement is used again.
            var steps = StatementStatus(statement, VmStep, 1);
            Interlocked.Add(ref total, steps);
            costliest.AddOrUpdate(Marshal.PtrToStringUTF8(StatementText(statement)) ?? "", steps, (_, before) => before + steps);
            return 0;
        };
        if (handles.Any(h => TraceV2(h, TraceProfile, trace, IntPtr.Zero) != 0)) throw new InvalidOperationException("The engine takes no trace.");
    }

    private delegate int Trace(uint kind, IntPtr context, IntPtr statement, IntPtr nanoseconds);

    /// <summary>Steps of all statements since the last <see cref="Restart"/>.</summary>
    public long Total => Interlocked.Read(ref total);

    public static Task<StatementSteps> OfWriterAsync(Database database) => database.WriteAsync(session => Task.FromResult(new StatementSteps([HandleOf(session)])));

    /// <summary>Of the writer and of the connections that are read on; for one caller after the other, as two at once could open more.</summary>
    public static async Task<StatementSteps> OfAllAsync(Database database)
    {
        var handles = new List<IntPtr> { await database.WriteAsync(session => Task.FromResult(HandleOf(session))) };
        await OpenAsync(Readers);
        return new StatementSteps(handles);

        Task<bool> OpenAsync(int more) => database.ReadAsync(session =>
        {
            handles.Add(HandleOf(session));
            return more > 1 ? OpenAsync(more - 1) : Task.FromResult(true);
        });
    }

    /// <summary>The statement on which most of the steps since the last <see cref="Restart"/> went.</summary>
    public string Costliest => costliest.IsEmpty ? "" : costliest.MaxBy(c => c.Value).Key;

    public void Restart()
    {
        Interlocked.Exchange(ref total, 0);
        costliest.Clear();
    }

    public void Dispose()
    {
        foreach (var handle in handles) _ = TraceV2(handle, 0, null, IntPtr.Zero);
    }

    private static IntPtr HandleOf(DbSession session)
    {
        var field = typeof(DbSession).GetField("connection", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return ((SqliteConnection)field.GetValue(session)!).Handle!.DangerousGetHandle();
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int TraceV2(IntPtr database, uint mask, Trace? callback, IntPtr context);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_stmt_status")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int StatementStatus(IntPtr statement, int what, int reset);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sql")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr StatementText(IntPtr statement);
}
