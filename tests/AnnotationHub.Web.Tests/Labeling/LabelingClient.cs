using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>An annotator's program: the hub's methods with the contract's own JSON, nothing of the server's types.</summary>
internal sealed class LabelingClient(HubConnection connection, Guid annotatorId) : IAsyncDisposable
{
    private const string Told = "HubException: ";

    public Guid AnnotatorId { get; } = annotatorId;

    public HubConnection Connection { get; } = connection;

    public async Task<IReadOnlyList<LabelingOffer>> ClaimAsync(int count = 1, string? projectId = null) =>
        Offers(await Connection.InvokeAsync<JsonElement>("Claim", new { projectId, count }));

    public async Task<LabelingOffer> ClaimOneAsync() => Assert.Single(await ClaimAsync());

    public async Task<IReadOnlyList<LabelingOffer>> ResumeAsync() => Offers(await Connection.InvokeAsync<JsonElement>("Resume"));

    /// <summary>The batch as JSON text; answers the durable sequence.</summary>
    public async Task<long> PlaceAsync(string assignmentId, long epoch, long firstSequence, string placements)
    {
        using var json = JsonDocument.Parse(placements);
        var answer = await Connection.InvokeAsync<JsonElement>("Place", new { assignmentId, epoch, firstSequence, placements = json.RootElement });
        Assert.Equal(assignmentId, answer.GetProperty("assignmentId").GetString());
        return answer.GetProperty("durableSequence").GetInt64();
    }

    public Task<long> PlaceAsync(LabelingOffer offer, long firstSequence, string placements) => PlaceAsync(offer.AssignmentId, offer.Epoch, firstSequence, placements);

    public Task<long> PlaceAllAsync(LabelingOffer offer, double offPx = 0) => PlaceAsync(offer, 1, Batch(LabelingHost.Shape(offPx)));

    public Task<JsonElement> SubmitAsync(string assignmentId, long epoch, long sequence, params string[] acknowledgedFindings) =>
        Connection.InvokeAsync<JsonElement>("Submit", new { assignmentId, epoch, sequence, acknowledgedFindings });

    public Task<JsonElement> SubmitAsync(LabelingOffer offer, long sequence, params string[] acknowledgedFindings) =>
        SubmitAsync(offer.AssignmentId, offer.Epoch, sequence, acknowledgedFindings);

    public Task SkipAsync(string assignmentId, string reason = "blurred") => Connection.InvokeAsync("Skip", new { assignmentId, reason });

    public Task<JsonElement> RenewAsync(params string[] assignmentIds) => Connection.InvokeAsync<JsonElement>("RenewLeases", new { assignmentIds });

    /// <summary>One placement as the contract writes it.</summary>
    public static string Placement(int landmark, double x, double y, string visibility = "visible") =>
        JsonSerializer.Serialize(new { landmark, x, y, visibility, elapsedMs = 900 });

    public static string One(int landmark, double x, double y, string visibility = "visible") => $"[{Placement(landmark, x, y, visibility)}]";

    public static string Batch(IEnumerable<ImagePoint> points) => $"[{string.Join(',', points.Select((p, i) => Placement(i, p.X, p.Y)))}]";

    /// <summary>The sentence of a refusal; fails where the call succeeds, where another code comes, or where it has none.</summary>
    public static async Task<string> RefusalAsync(string code, Task call)
    {
        var refusal = await Assert.ThrowsAsync<HubException>(() => call);
        var at = refusal.Message.IndexOf(Told, StringComparison.Ordinal);
        Assert.True(at >= 0, refusal.Message);
        var message = refusal.Message[(at + Told.Length)..];
        Assert.StartsWith($"{code}: ", message, StringComparison.Ordinal);
        return message[(code.Length + 2)..];
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static IReadOnlyList<LabelingOffer> Offers(JsonElement answer) => [.. answer.EnumerateArray().Select(o => new LabelingOffer(o))];
}

/// <summary>A task offer as it came over the wire.</summary>
internal sealed record LabelingOffer(JsonElement Json)
{
    public string AssignmentId => Json.GetProperty("assignmentId").GetString()!;

    public long Epoch => Json.GetProperty("epoch").GetInt64();

    public string TraceCode => Json.GetProperty("traceCode").GetString()!;

    public DateTimeOffset LeaseExpiresAt => Json.GetProperty("leaseExpiresAt").GetDateTimeOffset();

    public IReadOnlyList<JsonElement> Placements => [.. Json.GetProperty("placements").EnumerateArray()];
}
