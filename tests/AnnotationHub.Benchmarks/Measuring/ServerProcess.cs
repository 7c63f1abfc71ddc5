using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>A server as a process of its own, so that its processor time and memory are its own, too.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = AppContext.BaseDirectory;
    private readonly Process process;
    private readonly Task<string> errors;

    private ServerProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>The program as it is delivered, on a database and an image folder of its own.</summary>
    public static Task<ServerProcess> OfProgramAsync(string folder, params (string Key, string Value)[] settings) => StartAsync(
        [WebProgram], address =>
        [
            ("Urls", address), ("ASPNETCORE_ENVIRONMENT", "Production"), ("Database__ConnectionString", DatabaseOf(folder)),
            ("Images__Folder", Path.Combine(folder, "images")), .. settings,
        ]);

    /// <summary>A part of this program, with the runtime settings of the delivered one.</summary>
    public static Task<ServerProcess> OfBenchmarkAsync(string word) => StartAsync(
        ["exec", "--runtimeconfig", Path.ChangeExtension(WebProgram, ".runtimeconfig.json"), Path.Combine(Folder, "AnnotationHub.Benchmarks.dll"), word],
        address => [("Urls", address), ("ASPNETCORE_ENVIRONMENT", "Production")]);

    /// <summary>An operator's subcommand, to its end.</summary>
    public static async Task RunSubcommandAsync(string folder, params string[] words)
    {
        var start = Command([WebProgram, .. words], [("Database__ConnectionString", DatabaseOf(folder)), ("Images__Folder", Path.Combine(folder, "images"))]);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {await errors}{await output}");
    }

    public static string DatabaseOf(string folder) => Path.Combine(folder, "benchmark.db");

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>A counter or gauge of <c>/metrics</c>.</summary>
    public async Task<double> MetricAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var line = (await client.GetStringAsync("/metrics")).Split('\n').First(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string WebProgram => Path.Combine(Folder, "AnnotationHub.Web.dll");

    private static async Task<ServerProcess> StartAsync(string[] words, Func<string, (string Key, string Value)[]> settings)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var server = new ServerProcess(Process.Start(Command(words, settings(address)))!, new Uri(address));
        await server.ReadyAsync();
        return server;
    }

    private static ProcessStartInfo Command(string[] words, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return start;
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(25))
        {
            if (process.HasExited) throw new InvalidOperationException($"The server ended by itself: {await errors}");
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException("The server was not ready in time.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
