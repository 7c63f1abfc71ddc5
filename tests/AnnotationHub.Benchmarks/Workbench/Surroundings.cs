using Microsoft.Playwright;

namespace AnnotationHub.Benchmarks.Workbench;

/// <summary>The PC and the line that the browser is slowed down to.</summary>
/// <param name="CpuSlowdown">How many times slower than this machine; 1 as it is.</param>
/// <param name="RoundTripMs">Added to every request, not to what goes over a WebSocket: the browser cannot slow that down; 0 for none.</param>
/// <param name="DownKbps">Kilobit per second towards the browser; 0 for no limit.</param>
/// <param name="UpKbps">The same from the browser.</param>
internal sealed record Surroundings(string Name, double CpuSlowdown = 1, int RoundTripMs = 0, int DownKbps = 0, int UpKbps = 0)
{
    public static Surroundings ThisMachine { get; } = new("this machine");

    /// <summary>A shared older PC at the end of a village's line: the browser's own "slow 4G", with the processor four times slower.</summary>
    public static Surroundings OldPc { get; } = new("old PC, slow line", CpuSlowdown: 4, RoundTripMs: 150, DownKbps: 1_600, UpKbps: 750);

    public async Task ApplyAsync(ICDPSession browser)
    {
        await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = CpuSlowdown });
        await browser.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = RoundTripMs,
            ["downloadThroughput"] = BytesPerSecond(DownKbps),
            ["uploadThroughput"] = BytesPerSecond(UpKbps),
        });
    }

    private static double BytesPerSecond(int kbps) => kbps == 0 ? -1 : kbps * 1000 / 8.0;
}
