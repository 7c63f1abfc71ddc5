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

    // The engine calls them for as long as their connections are open, whoever has forgotten them: nothing is ever taken back from a connection, which may be closed by then.
    private static readonly ConcurrentBag<Trace> Rooted = [];
    private long total;
    private readonly Trace trace;
    private volatile bool isOver;

    private StatementSteps()
    {
        trace = (_, _, statement, _) =>
        {
            if (isOver) return 0;
            // Read and set back: a prepared statement is used again.
            var steps = StatementStatus(statement, VmStep, 1);
            Interlocked.Add(ref total, steps);
            costliest.AddOrUpdate(Marshal.PtrToStringUTF8(StatementText(statement)) ?? "", steps, (_, before) => before + steps);
            return 0;
        };
        Rooted.Add(trace);
    }

    private delegate int Trace(uint kind, IntPtr context, IntPtr statement, IntPtr nanoseconds);

    /// <summary>Steps of all statements since the last <see cref="Restart"/>.</summary>
    public long Total => Interlocked.Read(ref total);

    public static async Task<StatementSteps> OfWriterAsync(Database database)
    {
        var steps = new StatementSteps();
        await database.WriteAsync(session => Task.FromResult(steps.Watch(session)));
        return steps;
    }

    /// <summary>Of the writer and of the connections that are read on; for one caller after the other, as two at once could open more.</summary>
    public static async Task<StatementSteps> OfAllAsync(Database database)
    {
        var steps = await OfWriterAsync(database);
        await OpenAsync(Readers);
        return steps;

        Task<bool> OpenAsync(int more) => database.ReadAsync(session => steps.Watch(session) && more > 1 ? OpenAsync(more - 1) : Task.FromResult(true));
    }

    /// <summary>The statement on which most of the steps since the last <see cref="Restart"/> went.</summary>
    public string Costliest => costliest.IsEmpty ? "" : costliest.MaxBy(c => c.Value).Key;

    public void Restart()
    {
        Interlocked.Exchange(ref total, 0);
        costliest.Clear();
    }

    public void Dispose() => isOver = true;

    // While the session has the connection: afterwards it may be closed.
    private bool Watch(DbSession session)
    {
        if (TraceV2(HandleOf(session), TraceProfile, trace, IntPtr.Zero) != 0) throw new InvalidOperationException("The engine takes no trace.");
        return true;
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
