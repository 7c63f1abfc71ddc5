using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using AnnotationHub.Benchmarks.Measuring;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Memory;

/// <summary>What all annotators together did.</summary>
internal sealed class WorkDone
{
    private long placements;
    private long photographs;
    private long submissions;

    public long Placements => Interlocked.Read(ref placements);

    public long Photographs => Interlocked.Read(ref photographs);

    public long Submissions => Interlocked.Read(ref submissions);

    public void Placed() => Interlocked.Increment(ref placements);

    public void Looked() => Interlocked.Increment(ref photographs);

    public void Submitted() => Interlocked.Increment(ref submissions);
}

/// <summary>A person at work: claims a face, loads its photograph, places one landmark after the other at a steady pace, submits, claims the next.</summary>
internal sealed class SteadyAnnotator(HubLine line, HttpClient http, string token, int seed, TimeSpan perPlacement, WorkDone done)
{
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find(MemoryWorld.Scheme)!;
    private readonly Random random = new(seed);

    public async Task RunAsync(CancellationToken until)
    {
        // Not all begin in the same moment.
        await PauseAsync(perPlacement * random.Next(Scheme.Count), until);
        while (!until.IsCancellationRequested)
        {
            var offers = await line.InvokeAsync("Claim", """{"count":1}""");
            if (offers.GetArrayLength() == 0) throw new InvalidOperationException("There is no face left to claim.");
            await LabelAsync(offers[0], until);
        }
    }

    private async Task LabelAsync(JsonElement offer, CancellationToken until)
    {
        var id = offer.GetProperty("assignmentId").GetString()!;
        await LookAsync(id);
        var box = offer.GetProperty("faceBox");
        var face = new FaceBox(Number(box, "x"), Number(box, "y"), Number(box, "width"), Number(box, "height"));
        var sequence = 0;
        foreach (var point in FaceShape.InBox(Scheme, face))
        {
            await PauseAsync(perPlacement, until);
            if (until.IsCancellationRequested) return;
            var off = face.Width * 0.004;
            var (x, y) = (point.X + (off * (random.NextDouble() - 0.5)), point.Y + (off * (random.NextDouble() - 0.5)));
            await line.InvokeAsync("Place", string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"assignmentId":"{{id}}","epoch":1,"firstSequence":{{++sequence}},"placements":[{"landmark":{{sequence - 1}},"x":{{x:0.00}},"y":{{y:0.00}},"visibility":"visible","elapsedMs":{{perPlacement.TotalMilliseconds:0}}}]}"""));
            done.Placed();
        }

        await SubmitAsync(id, sequence);
    }

    private async Task LookAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/assignments/{id}/photograph");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        done.Looked();
    }

    private async Task SubmitAsync(string id, int sequence)
    {
        var outcome = await line.InvokeAsync("Submit", Submission(id, sequence, []));
        if (Status(outcome) == "needsAttention")
            outcome = await line.InvokeAsync("Submit", Submission(id, sequence, outcome.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!)));
        // What lies over the photograph's edge cannot be acknowledged: a person would mend it, this one gives the face back.
        if (Status(outcome) == "needsAttention") await line.InvokeAsync("Skip", $$"""{"assignmentId":"{{id}}","reason":"edge"}""");
        else done.Submitted();
    }

    private static string Submission(string id, int sequence, IEnumerable<string> findings) =>
        JsonSerializer.Serialize(new { assignmentId = id, epoch = 1, sequence, acknowledgedFindings = findings });

    private static string? Status(JsonElement outcome) => outcome.GetProperty("status").GetString();

    private static double Number(JsonElement box, string name) => box.GetProperty(name).GetDouble();

    private static Task PauseAsync(TimeSpan time, CancellationToken until) =>
        Task.Delay(time, until).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
