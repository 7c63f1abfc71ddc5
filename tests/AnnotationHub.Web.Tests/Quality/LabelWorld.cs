using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>Annotators who label over real connections, each with a hand of the own.</summary>
internal sealed class LabelWorld(LabelingHost host)
{
    /// <summary>The shape with honest noise; pixels.</summary>
    public static IReadOnlyList<ImagePoint> Noisy(Random random, double sigmaPx, double offPx = 0) =>
        [.. LabelingHost.Shape(offPx).Select(p => new ImagePoint(p.X + (Normal(random) * sigmaPx), p.Y + (Normal(random) * sigmaPx)))];

    /// <summary>Claims one face, places it so, and submits it, some minutes after the claim.</summary>
    public async Task<JsonElement?> LabelAsync(LabelingClient annotator, IReadOnlyList<ImagePoint> shape, double?[]? moved = null, TimeSpan? took = null)
    {
        if (await annotator.ClaimAsync() is not [var offer]) return null;
        host.Clock.Advance(took ?? TimeSpan.FromSeconds(100));
        return await SubmitAsync(annotator, offer, shape, moved);
    }

    public static async Task<JsonElement> SubmitAsync(LabelingClient annotator, LabelingOffer offer, IReadOnlyList<ImagePoint> shape, double?[]? moved = null, long first = 1)
    {
        int[] asked = offer.Json.GetProperty("landmarks") is { ValueKind: JsonValueKind.Array } some
            ? [.. some.EnumerateArray().Select(l => l.GetInt32())]
            : [.. Enumerable.Range(0, shape.Count)];
        var sequence = await annotator.PlaceAsync(offer, first, $"[{string.Join(',', asked.Select(l => LabelingClient.Placement(l, shape[l].X, shape[l].Y)))}]");
        var outcome = await SendAsync([]);
        string[] findings = [.. outcome.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
        if (findings.Length > 0) outcome = await SendAsync(findings);
        Assert.NotEqual("needsAttention", outcome.GetProperty("status").GetString());
        return outcome;

        Task<JsonElement> SendAsync(string[] acknowledgedFindings) => annotator.Connection.InvokeAsync<JsonElement>(
            "Submit", new { assignmentId = offer.AssignmentId, epoch = offer.Epoch, sequence, acknowledgedFindings, moved });
    }

    public async Task AssertProvedAsync()
    {
        foreach (var proof in host.Services.GetServices<IVerification>().Where(v => v.Subject != "images"))
            Assert.Equal([], await proof.FindDifferencesAsync(CancellationToken.None));
    }

    public Task<IReadOnlyList<string>> FlagsAsync(Guid annotator) =>
        host.Database.QueryAsync<string>("SELECT kind FROM quality_flag WHERE annotator_id = @annotator AND state = 'open' ORDER BY kind", new { annotator });

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
