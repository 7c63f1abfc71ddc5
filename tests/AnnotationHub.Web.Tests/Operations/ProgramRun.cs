using System.Diagnostics;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary>The program as an operator calls it: a process of its own with a data folder of its own.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-operations-");

    public string Folder => folder.FullName;

    public string Database => Path.Combine(Folder, "site", "site.db");

    public string Images => Path.Combine(Folder, "site", "images");

    public async Task<(int Status, string Output, string Errors)> RunAsync(string language, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)!,
        };
        foreach (var word in (string[])[typeof(Program).Assembly.Location, .. words]) start.ArgumentList.Add(word);
        start.Environment["Database__ConnectionString"] = Database;
        start.Environment["Images__Folder"] = Images;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["LC_ALL"] = language;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
