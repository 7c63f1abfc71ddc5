using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.SignalR.Client;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>The program as a process of its own, that can be killed as a power cut would.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What the program has printed so far.</summary>
    public string Output => string.Join('\n', output);

    public static async Task<ServerProcess> StartAsync(string folder, params (string Key, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)! };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        start.Environment["Urls"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Database__ConnectionString"] = Path.Combine(folder, "host.db");
        start.Environment["Images__Folder"] = Path.Combine(folder, "images");
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address);
        process.OutputDataReceived += (_, line) => server.output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        await server.ReadyAsync();
        return server;
    }

    public async Task<LabelingClient> ConnectAsync(string token, Guid annotatorId)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(Address, LabelingSetup.HubPath), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        await connection.StartAsync();
        return new LabelingClient(connection, annotatorId);
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(process.HasExited, "The program ended by itself.");
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
