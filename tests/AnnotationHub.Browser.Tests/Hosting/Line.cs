using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The line between the browser and the program: it can be cut, and it can be one of those that let only plain requests through.</summary>
public sealed class Line : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly Task accepting;
    private volatile bool isCut;
    private volatile int target;

    public Line(Uri server)
    {
        Target = server;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Where the program listens now.</summary>
    public Uri Target
    {
        get => new($"http://127.0.0.1:{target}");
        set => target = value.Port;
    }

    /// <summary>As some offices' proxies do: WebSockets and endless answers are refused.</summary>
    public bool LetsOnlyRequestsThrough { get; init; }

    /// <summary>How many attempts to open more than a request were refused.</summary>
    public int Refused { get; private set; }

    public void Cut()
    {
        isCut = true;
        foreach (var socket in open.Keys) socket.Dispose();
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        await accepting;
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var server = new TcpClient { NoDelay = true };
        using var closing = browser;
        browser.NoDelay = true;
        (open[browser], open[server]) = (true, true);
        try
        {
            if (isCut) return;
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                CopyAsync(browser.GetStream(), server.GetStream(), LetsOnlyRequestsThrough), CopyAsync(server.GetStream(), browser.GetStream(), false));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end went away.
        }
        finally
        {
            open.TryRemove(browser, out _);
            open.TryRemove(server, out _);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool inspects)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                var isRefused = inspects && IsMoreThanARequest(Encoding.Latin1.GetString(buffer, 0, count));
                if (isRefused) Refused++;
                if (isCut || isRefused) return;
                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static bool IsMoreThanARequest(string head) =>
        head.Contains("upgrade: websocket", StringComparison.OrdinalIgnoreCase) || head.Contains("accept: text/event-stream", StringComparison.OrdinalIgnoreCase);
}
