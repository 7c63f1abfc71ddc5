using System.Runtime.InteropServices;

namespace AnnotationHub.Storage.Images;

/// <summary>
/// Forces a folder's entries to the disk: on Unix a renamed file survives the loss of power only once its folder has been
/// synchronised too, which .NET has no call for.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Force(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = OpenFile(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Synchronise(descriptor) != 0) throw new IOException($"{folder} cannot be forced to the disk: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = CloseFile(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFile(int descriptor);
}
