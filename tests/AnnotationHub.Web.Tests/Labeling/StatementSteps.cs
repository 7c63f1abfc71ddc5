using System.Reflection;
using System.Runtime.InteropServices;
using AnnotationHub.Storage;
using Microsoft.Data.Sqlite;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>
/// Counts the steps that SQLite's virtual machine takes for the statements of the writer: what a statement costs whatever else the machine is doing.
/// </summary>
internal sealed class StatementSteps : IDisposable
{
    private const uint TraceProfile = 2;
    private const int VmStep = 4;
    private readonly Trace trace;
    private readonly IntPtr handle;

    private StatementSteps(IntPtr handle)
    {
        this.handle = handle;
        trace = (_, _, statement, _) =>
        {
            // Read and set back: a prepared statement is used again.
            Total += StatementStatus(statement, VmStep, 1);
            return 0;
        };
        if (TraceV2(handle, TraceProfile, trace, IntPtr.Zero) != 0) throw new InvalidOperationException("The engine takes no trace.");
    }

    private delegate int Trace(uint kind, IntPtr context, IntPtr statement, IntPtr nanoseconds);

    /// <summary>Steps of all statements since the last <see cref="Restart"/>.</summary>
    public long Total { get; private set; }

    public static Task<StatementSteps> OfWriterAsync(Database database) => database.WriteAsync(session => Task.FromResult(new StatementSteps(HandleOf(session))));

    public void Restart() => Total = 0;

    public void Dispose() => _ = TraceV2(handle, 0, null, IntPtr.Zero);

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
}
