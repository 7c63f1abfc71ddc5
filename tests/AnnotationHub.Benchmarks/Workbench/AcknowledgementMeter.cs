using System.Text.Json;
using Microsoft.Playwright;

namespace AnnotationHub.Benchmarks.Workbench;

/// <summary>From the frame that carries placements to the one that says they are durable, by the browser's clock.</summary>
internal sealed class AcknowledgementMeter
{
    private const char EndOfMessage = '\u001e';
    private readonly Dictionary<string, double> sentAtSeconds = [];
    private readonly List<double> milliseconds = [];

    public AcknowledgementMeter(ICDPSession browser)
    {
        browser.Event("Network.webSocketFrameSent").OnEvent += (_, told) => Read(told!.Value, Sent);
        browser.Event("Network.webSocketFrameReceived").OnEvent += (_, told) => Read(told!.Value, Received);
    }

    public IReadOnlyList<double> Milliseconds => milliseconds;

    private static void Read(JsonElement told, Action<JsonElement, double> take)
    {
        var text = told.GetProperty("response").GetProperty("payloadData").GetString()!;
        foreach (var message in text.Split(EndOfMessage, StringSplitOptions.RemoveEmptyEntries).Where(m => m[0] == '{'))
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.TryGetProperty("invocationId", out _)) take(json.RootElement, told.GetProperty("timestamp").GetDouble());
        }
    }

    private void Sent(JsonElement message, double atSeconds)
    {
        if (message.TryGetProperty("target", out var target) && target.GetString() == "Place")
            sentAtSeconds[message.GetProperty("invocationId").GetString()!] = atSeconds;
    }

    private void Received(JsonElement message, double atSeconds)
    {
        if (sentAtSeconds.Remove(message.GetProperty("invocationId").GetString()!, out var sent)) milliseconds.Add(1000 * (atSeconds - sent));
    }
}
