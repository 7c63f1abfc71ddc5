using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The program as a process of its own, which can be killed as a power cut would, and started again on the same data.</summary>
public sealed class KillableServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-killable-");
    private Process? process;

    /// <summary>Another one after each start.</summary>
    public Uri Address { get; private set; } = null!;

    public async Task StartAsync()
    {
        var program = typeof(Program).Assembly.Location;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        start.ArgumentList.Add(program);
        start.Environment["Urls"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Database__ConnectionString"] = Path.Combine(folder.FullName, "host.db");
        start.Environment["Images__Folder"] = Path.Combine(folder.FullName, "images");
        start.Environment["Demo__Load"] = "false";
        start.Environment["Accounts__PasswordIterations"] = "1000";
        process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ReadyAsync();
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        folder.Delete(recursive: true);
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(process!.HasExited, "The program ended by itself.");
            try
            {
                if ((await client.GetAsync("/health/ready", late.Token)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(25, late.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
