using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Tests.Accounts;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>The commands that pages and documents tell a client, run as they stand there, against the program behind a real socket.</summary>
public sealed partial class DownloadCommandTests : IAsyncLifetime
{
    private static readonly string[] Files = ["SHA256SUMS", "coco-keypoints.json", "faces.csv", "manifest.json", "quality-report.html", "quality-report.json"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-download-");
    private readonly ProjectHost host = new();
    private HttpClient client = null!;
    private BrokenLine line = null!;
    private Guid project;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the commands are a Unix shell's");
        host.UseKestrel(0);
        host.StartServer();
        client = await host.SignedInAsync("client1");
        line = new BrokenLine(client.BaseAddress!);
        var world = await ReleaseWorld.OnAsync(host.Database, host.Services.GetRequiredService<IImageStore>(), await UserPages.IdAsync(host, "client1"));
        project = world.Project;
        var photograph = await world.PhotographAsync("照片.jpg");
        for (var face = 1; face <= 40; face++) await world.FaceAsync(photograph, face, ReleaseWorld.Landmarks(face));
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (line is not null) await line.DisposeAsync();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Command_OfThePage_DownloadsEverythingAndChecksIt()
    {
        var (status, said) = await RunAsync(await CommandAsync());
        Assert.True(status == 0, said);
        Assert.Equal(Files, FileNames());
        Assert.All(Files.Skip(1), name => Assert.Contains($"{name}: OK", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_OnALineThatBroke_GoesOnWhereItStopped()
    {
        var command = await CommandAsync();
        var whole = await client.GetByteArrayAsync($"/api/v1/projects/{project}/releases/1/files/coco-keypoints.json");
        line.BreakAfter(whole.Length / 2);
        Assert.NotEqual(0, (await RunAsync(command)).Status);
        var begun = new FileInfo(Path.Combine(folder.FullName, "coco-keypoints.json")).Length;
        Assert.InRange(begun, 1, whole.Length - 1);

        var before = line.Carried;
        var (status, said) = await RunAsync(command);
        Assert.True(status == 0, said);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "coco-keypoints.json")));
        Assert.Contains($"Range: bytes={begun}-", line.Requests, StringComparison.OrdinalIgnoreCase);
        // The rest of what was cut off and the heads of the others, and not everything again.
        Assert.InRange(line.Carried - before, whole.Length - begun, whole.Length - begun + 20_000);
    }

    [Fact]
    public async Task Command_OverAnotherFileOfThatName_SaysThatItDoesNotMatch()
    {
        var command = await CommandAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "faces.csv"), "another release's");
        var (status, said) = await RunAsync(command);
        Assert.NotEqual(0, status);
        Assert.Contains("faces.csv: FAILED", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithATokenThatIsOver_DownloadsNothing()
    {
        var command = await CommandAsync();
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE session_token SET revoked_at = 1"));
        Assert.NotEqual(0, (await RunAsync(command)).Status);
        Assert.Empty(FileNames());
    }

    [Fact]
    public async Task Commands_OfTheDocument_StartAReleaseAndShowIt()
    {
        var commands = DocumentedCommand().Matches(await File.ReadAllTextAsync(Document())).Select(m => m.Value).ToList();
        Assert.Equal(2, commands.Count);
        var (started, number) = await RunAsync(Filled(commands[0]));
        Assert.Equal((0, 1), (started, JsonDocument.Parse(number).RootElement.GetProperty("number").GetInt32()));
        var (shown, release) = await RunAsync(Filled(commands[1].Replace("releases/3", "releases/1", StringComparison.Ordinal)));
        Assert.Equal((0, 1), (shown, JsonDocument.Parse(release).RootElement.GetProperty("number").GetInt32()));
    }

    private string Filled(string command) => command.Replace("https://HOST", client.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("PROJECT", project.ToString(), StringComparison.Ordinal).Replace("$TOKEN", client.DefaultRequestHeaders.Authorization!.Parameter, StringComparison.Ordinal);

    /// <summary>Builds a release and has the page make the command for it, over the line.</summary>
    private async Task<string> CommandAsync()
    {
        (await client.PostAsync($"/api/v1/projects/{project}/releases", null)).EnsureSuccessStatusCode();
        for (var tries = 0; (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/releases/1")).GetProperty("state").GetString() != "ready"; tries++)
        {
            Assert.True(tries < 300, "The release is not built.");
            await Task.Delay(100);
        }

        var browser = await Browser.SignedInAsync(line.Address, "client1");
        return PageCommand().Match(await Browser.ReadAsync(await browser.SubmitAsync($"/projects/{project}/releases/1", "Token"))).Value;
    }

    private IEnumerable<string> FileNames() => folder.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal);

    private async Task<(int Status, string Said)> RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, progress) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        await progress;
        return (shell.ExitCode, await said);
    }

    private static string Document([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/releases.md");

    [GeneratedRegex("curl --fail [^<]*SHA256SUMS")]
    private static partial Regex PageCommand();

    [GeneratedRegex("^curl .*$", RegexOptions.Multiline)]
    private static partial Regex DocumentedCommand();
}
