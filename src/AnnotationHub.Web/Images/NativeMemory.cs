using System.Runtime.InteropServices;

namespace AnnotationHub.Web.Images;

/// <summary>
/// glibc gives nearly every thread its own heap and keeps what was freed there, so that decoding on a pool of threads comes to hold
/// several times what it uses at once. Given back after every photograph, an upload of any length takes the memory of two.
/// </summary>
internal static class NativeMemory
{
    public static void ReturnUnused()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, which has no such heaps.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint keepBytes);
}
