using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>An annotator with a hand of its own who works over the hub, so that supervisors have something to look at.</summary>
/// <param name="SigmaPercent">Noise of a placement, per cent of the distance between the outer eye corners.</param>
/// <param name="LeanPercent">Bias of the brows, downwards, same unit.</param>
internal sealed record HubAnnotator(string UserName, double SigmaPercent, double LeanPercent = 0)
{
    /// <summary>Labels as many faces of the project as it is given; answers how many.</summary>
    /// <param name="truths">Of each face, by trace code.</param>
    public async Task<int> LabelAsync(BrowserHost host, string project, IReadOnlyDictionary<string, IReadOnlyList<(double X, double Y)>> truths, int most = int.MaxValue)
    {
        await using var line = await ConnectAsync(host);
        var random = new Random(UserName[^1]);
        for (var done = 0; done < most; done++)
        {
            var offers = await line.InvokeAsync<JsonElement>("Claim", new { projectId = project, count = 1 });
            if (offers.GetArrayLength() == 0) return done;
            await SubmitAsync(line, offers[0], truths[offers[0].GetProperty("traceCode").GetString()!], random);
        }

        return most;
    }

    /// <summary>Takes a face and stops in the middle of it, as whoever is at work does.</summary>
    public async Task BeginAsync(BrowserHost host, string project, IReadOnlyDictionary<string, IReadOnlyList<(double X, double Y)>> truths)
    {
        await using var line = await ConnectAsync(host);
        var offers = await line.InvokeAsync<JsonElement>("Claim", new { projectId = project, count = 1 });
        if (offers.GetArrayLength() > 0) await PlaceAsync(line, offers[0], [.. truths[offers[0].GetProperty("traceCode").GetString()!].Take(20)], new Random(1));
    }

    private async Task<HubConnection> ConnectAsync(BrowserHost host)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        var session = await (await client.PostAsJsonAsync("/api/v1/session", new { userName = UserName, password = "demo-annotator" })).Content.ReadFromJsonAsync<JsonElement>();
        var token = session.GetProperty("token").GetString();
        var line = new HubConnectionBuilder().WithUrl($"{host.Address}/hub/labeling", o => o.AccessTokenProvider = () => Task.FromResult(token)).Build();
        await line.StartAsync();
        return line;
    }

    private async Task SubmitAsync(HubConnection line, JsonElement offer, IReadOnlyList<(double X, double Y)> truth, Random random)
    {
        var sequence = await PlaceAsync(line, offer, truth, random);
        var (assignmentId, epoch) = (offer.GetProperty("assignmentId").GetString(), offer.GetProperty("epoch").GetInt32());
        string[] acknowledged = [];
        for (var tries = 0; tries < 3; tries++)
        {
            var outcome = await line.InvokeAsync<JsonElement>("Submit", new { assignmentId, epoch, sequence, acknowledgedFindings = acknowledged });
            if (outcome.GetProperty("status").GetString() != "needsAttention") return;
            acknowledged = [.. outcome.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)];
        }

        // What cannot be acknowledged goes back to the others.
        await line.InvokeAsync("Skip", new { assignmentId, reason = "blurred" });
    }

    // Where only disputed landmarks are asked for, those alone; answers how many.
    private async Task<int> PlaceAsync(HubConnection line, JsonElement offer, IReadOnlyList<(double X, double Y)> truth, Random random)
    {
        // In ibug-68 the outer eye corners are 36 and 45; where they are not there yet, any scale will do.
        var eyesPx = truth.Count > 45 ? Math.Sqrt(Math.Pow(truth[45].X - truth[36].X, 2) + Math.Pow(truth[45].Y - truth[36].Y, 2)) : 100;
        double Noise() => SigmaPercent * eyesPx / 100 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        int[] asked = offer.GetProperty("landmarks") is { ValueKind: JsonValueKind.Array } some ? [.. some.EnumerateArray().Select(l => l.GetInt32())] : [.. Enumerable.Range(0, truth.Count)];
        var placements = asked.Select(i => new
        {
            landmark = i,
            x = Math.Max(0, truth[i].X + Noise()),
            y = Math.Max(0, truth[i].Y + Noise() + (i is >= 17 and <= 26 ? LeanPercent * eyesPx / 100 : 0)),
            visibility = "visible",
            elapsedMs = 700 + random.Next(900),
        });
        await line.InvokeAsync<JsonElement>("Place", new
        {
            assignmentId = offer.GetProperty("assignmentId").GetString(),
            epoch = offer.GetProperty("epoch").GetInt32(),
            firstSequence = 1,
            placements,
        });
        return asked.Length;
    }
}
