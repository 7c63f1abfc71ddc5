using System.Runtime.InteropServices;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// glibc opens up to eight heaps a core for its threads, and each keeps what was freed in it. What the program allocates there (the engine of the
/// database, the image library) needs two; the rest was thirty megabytes of nothing with a training centre at work.
/// </summary>
internal static class NativeHeaps
{
    private const int MaximumArenas = -8;
    private const int Enough = 2;

    /// <summary>To be called before anything else: the limit holds for heaps that are opened later.</summary>
    public static void Limit()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = SetOption(MaximumArenas, Enough);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, which has no such heaps.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
