using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>A Redis of the test's own, in memory, on a port of its own; the test is skipped where the machine has none.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process process;

    private RedisServer(Process process, int port) => (this.process, Port) = (process, port);

    public string ConnectionString => $"127.0.0.1:{Port}";

    private int Port { get; }

    public static async Task<RedisServer> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null, $"skipped: no {Program} on this machine");
        var port = FreePort();
        var start = new ProcessStartInfo(program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        var server = new RedisServer(process, port);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>As when its machine goes: nobody is told.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            Assert.False(process.HasExited, "Redis ended by itself.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < Patience)
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
