using System.Globalization;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>The memory that a process holds, sampled from <c>/proc</c> until it is told to stop.</summary>
internal sealed class ResidentMemory(int processId)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly List<double> samplesMb = [];

    /// <summary>Resident set in megabytes (10^6 bytes), by samples, in the order of time.</summary>
    public IReadOnlyList<double> SamplesMb => samplesMb;

    /// <summary>The most that the kernel has seen since the process began.</summary>
    public double PeakMb => ReadMb("VmHWM");

    public double NowMb => ReadMb("VmRSS");

    public async Task SampleAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            samplesMb.Add(NowMb);
            await Task.Delay(Interval, until).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private double ReadMb(string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
