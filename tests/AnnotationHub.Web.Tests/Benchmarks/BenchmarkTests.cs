using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AnnotationHub.Web.Tests.Benchmarks;

/// <summary>Each benchmark runs in its short form and says every figure that it is for. Never whether a figure is good: that is for a quiet machine.</summary>
public sealed partial class BenchmarkTests
{
    [Theory]
    [InlineData("placements", "batch 1: ratio", "batch 16: ratio", "batch 16: durable", "batch 16: commits", "batch 16: server CPU", "batch 16: at full speed durable p50", "batch 16: at half speed durable p50")]
    [InlineData("claims", "steps with 1,000 faces:", "steps:", "rate: one writer", "rate: ratio", "latency: one writer p99")]
    [InlineData("memory", "started:", "work:", "settled:", "peak:")]
    [InlineData(
        "workbench", "this machine: first visit", "this machine: next visit", "this machine: change to the next face", "this machine: click", "this machine: key", "this machine: movement",
        "this machine: placements", "this machine: ratio", "old PC, slow line: first visit", "old PC, slow line: change to the next face", "old PC, slow line: click", "old PC, slow line: ratio")]
    [InlineData(
        "quality", "oracle:", "estimator, batch of 10 passes:", "estimator, online from cold:", "coordinate median, raw:", "medoid skeleton (CVAT), raw:", "calibration in batch:",
        "adaptive redundancy, target 3.0 %:", "after 5 faces:", "drift charts without drift:", "world \"two labels\":", "world \"learning and fatigue", "speed: whole", "speed: one online update")]
    public async Task Benchmark_InItsShortForm_SaysAllItsFigures(string name, params string[] beginnings)
    {
        var (status, output, errors) = await RunAsync(name);
        Assert.True(status == 0, errors + output);
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        foreach (var beginning in beginnings)
        {
            var line = Assert.Single(lines, l => l.StartsWith(beginning, StringComparison.Ordinal));
            var figures = Figure().Matches(line[beginning.Length..]);
            Assert.NotEmpty(figures);
            Assert.DoesNotContain("NaN", line, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", line, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Status, string Output, string Errors)> RunAsync(string name)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), name, "--quick"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    // Built beside this one, in the same configuration.
    private static string Program() => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory.Replace("AnnotationHub.Web.Tests", "AnnotationHub.Benchmarks", StringComparison.Ordinal), "AnnotationHub.Benchmarks.dll"));

    [GeneratedRegex("[0-9]")]
    private static partial Regex Figure();
}
