using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>A line to a site that breaks where the test says so.</summary>
internal sealed class BrokenLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentQueue<string> sent = [];
    private readonly Uri site;
    private readonly Task accepting;
    private long left = long.MaxValue;
    private long carried;

    public BrokenLine(Uri site)
    {
        this.site = site;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Bytes that came from the site.</summary>
    public long Carried => Interlocked.Read(ref carried);

    /// <summary>What was sent to the site.</summary>
    public string Requests => string.Concat(sent);

    /// <summary>Breaks, once, the connection that has carried so many more bytes from the site.</summary>
    public void BreakAfter(long bytes) => Interlocked.Exchange(ref left, bytes);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await accepting;
        over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carrying = new List<Task>();
        try
        {
            while (true) carrying.Add(CarryAsync(await listener.AcceptTcpClientAsync(over.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            using (near)
            {
                await far.ConnectAsync(site.Host, site.Port, over.Token);
                await Task.WhenAny(UpAsync(near.GetStream(), far.GetStream()), DownAsync(far.GetStream(), near.GetStream()));
            }
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException)
        {
            // One of both ends has gone.
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8_192];
        for (int read; (read = await from.ReadAsync(buffer, over.Token)) > 0;)
        {
            sent.Enqueue(Encoding.Latin1.GetString(buffer, 0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
        }
    }

    private async Task DownAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8_192];
        for (int read; (read = await from.ReadAsync(buffer, over.Token)) > 0;)
        {
            var passes = (int)Math.Min(read, Interlocked.Read(ref left));
            await to.WriteAsync(buffer.AsMemory(0, passes), over.Token);
            Interlocked.Add(ref carried, passes);
            if (Interlocked.Add(ref left, -passes) > 0) continue;
            Interlocked.Exchange(ref left, long.MaxValue);
            return;
        }
    }
}
