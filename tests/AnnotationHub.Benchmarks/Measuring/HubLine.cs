using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AnnotationHub.Benchmarks.Measuring;

/// <summary>
/// A connection to a SignalR hub that speaks the JSON hub protocol over a WebSocket itself. The official client needs several times
/// the server's processor time for each call, so that on one machine it would be the client that is measured.
/// </summary>
internal sealed class HubLine : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, RecordEnd];
    private static readonly byte[] Ping = [.. """{"type":6}"""u8, RecordEnd];
    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[1024];
    private int start;
    private int end;

    public static async Task<HubLine> OpenAsync(Uri server, string path, string? token)
    {
        var line = new HubLine();
        line.socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        if (token is not null) line.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await line.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = path }.Uri, CancellationToken.None);
        await line.SendAsync(Handshake);
        var answer = await line.NextAsync();
        return answer.Span.SequenceEqual("{}"u8) ? line : throw new InvalidOperationException($"The hub said {Encoding.UTF8.GetString(answer.Span)}.");
    }

    /// <summary>One call, with its arguments as JSON; answers the result.</summary>
    public async Task<JsonElement> InvokeAsync(string method, params string[] arguments)
    {
        await SendAsync(Call(method, Encoding.UTF8.GetBytes(string.Join(',', arguments))));
        using var answer = JsonDocument.Parse(await CompletionAsync());
        if (answer.RootElement.TryGetProperty("error", out var error)) throw new InvalidOperationException($"{method}: {error.GetString()}");
        return answer.RootElement.TryGetProperty("result", out var result) ? result.Clone() : default;
    }

    /// <summary>The record of a call, to be sent as it is. Only one call is under way on a line, so that all have the same number.</summary>
    public static byte[] Call(string method, ReadOnlySpan<byte> arguments) =>
        [.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":["""), .. arguments, .. "]}"u8, RecordEnd];

    public ValueTask SendAsync(ReadOnlyMemory<byte> record) => socket.SendAsync(record, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public ValueTask PingAsync() => SendAsync(Ping);

    /// <summary>The completion of the call under way, good until the next is read; what the hub says of itself meanwhile is passed over.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> CompletionAsync()
    {
        while (true)
        {
            var record = await NextAsync();
            if (record.Span.StartsWith("""{"type":3"""u8)) return record;
            if (record.Span.StartsWith("""{"type":7"""u8)) throw new InvalidOperationException($"The hub closed the line: {Encoding.UTF8.GetString(record.Span)}");
        }
    }

    /// <summary>Reads and drops whatever the hub tells, until it is enough.</summary>
    public async Task ReadToEndAsync(CancellationToken until)
    {
        try
        {
            while (true) await NextAsync(until);
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server went first.
        }

        socket.Dispose();
    }

    private async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf(RecordEnd);
            if (length >= 0)
            {
                var record = buffer.AsMemory(start, length);
                start += length + 1;
                return record;
            }

            MakeRoom();
            var received = await socket.ReceiveAsync(buffer.AsMemory(end), cancellation);
            if (received.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The hub closed the line.");
            end += received.Count;
        }
    }

    private void MakeRoom()
    {
        if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
