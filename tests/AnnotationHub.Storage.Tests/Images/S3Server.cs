using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AnnotationHub.Storage.Tests.Images;

/// <summary>
/// s3rver on a port and a folder of its own. npm installs it beside the tests at their first run; where that cannot be done they are
/// skipped, and say why.
/// </summary>
public sealed class S3Server : IAsyncLifetime
{
    /// <summary>Both the stand-in's access key and its secret.</summary>
    public const string Key = "S3RVER";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-s3-");
    private Process? process;
    private string? absence;
    private string endpoint = "";

    /// <summary>Skips the test where there is no server.</summary>
    public string Endpoint
    {
        get
        {
            Assert.SkipUnless(absence is null, $"skipped: no S3 stand-in ({absence})");
            return endpoint;
        }
    }

    /// <summary>Where the stand-in keeps an object's bytes.</summary>
    public string PathOf(string bucket, string key) => Path.Combine([FolderOf(bucket), .. key.Split('/')]) + "._S3rver_object";

    /// <summary>Where it keeps a bucket's.</summary>
    public string FolderOf(string bucket) => Path.Combine(folder.FullName, bucket);

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "s3rver");
        try
        {
            if (!File.Exists(Path.Combine(program, "node_modules", ".package-lock.json")))
                await RunToTheEndAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", program, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            var port = FreePort();
            endpoint = $"http://127.0.0.1:{port}";
            process = Start("node", program, Path.Combine("node_modules", "s3rver", "bin", "s3rver.js"), "-d", folder.FullName, "-a", "127.0.0.1", "-p", $"{port}", "--silent");
            await ReadyAsync(process);
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException or TimeoutException)
        {
            absence = failure.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private static Process Start(string file, string workingFolder, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private static async Task RunToTheEndAsync(string file, string workingFolder, params string[] arguments)
    {
        using var run = Start(file, workingFolder, arguments);
        await run.WaitForExitAsync();
        if (run.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} answered {run.ExitCode}");
    }

    private async Task ReadyAsync(Process server)
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (server.HasExited) throw new InvalidOperationException($"s3rver ended with {server.ExitCode}");
            if (watch.Elapsed > Patience) throw new TimeoutException("s3rver does not answer");
            try
            {
                using var answer = await client.GetAsync(new Uri(endpoint));
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
