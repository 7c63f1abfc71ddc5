using System.Globalization;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>What a reader must know of the machine to judge a figure.</summary>
internal static class Machine
{
#if DEBUG
    private const string Build = "Debug build: figures say nothing";
#else
    private const string Build = "Release build";
#endif

    public static string Say() =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {Build}, load {Load()}");

    /// <summary>Processes that wanted a core over the last minute, others' included.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Figures look the same whatever the terminal speaks.</summary>
    public static void SpeakPlainly() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
