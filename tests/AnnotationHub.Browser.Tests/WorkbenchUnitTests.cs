using System.Diagnostics;

namespace AnnotationHub.Browser.Tests;

/// <summary>The TypeScript's own tests, run with everything else by <c>dotnet test</c>.</summary>
public sealed class WorkbenchUnitTests
{
    [Theory]
    [InlineData("test")]
    [InlineData("check")]
    public async Task Npm_Script_Passes(string script)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "src", "AnnotationHub.Workbench");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await NpmAsync(folder, "ci", "--no-audit", "--no-fund");
        await NpmAsync(folder, "run", script);
    }

    private static async Task NpmAsync(string folder, params string[] arguments)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"npm {string.Join(' ', arguments)} answered {process.ExitCode}\n{await output}\n{await errors}");
    }
}
