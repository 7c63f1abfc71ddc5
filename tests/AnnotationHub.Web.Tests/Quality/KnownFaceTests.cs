using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Quality;

/// <summary>Nobody can tell a known face from an ordinary one: not by the answer, not by when it is settled, not by what is said of it.</summary>
public abstract class KnownFaceTests(DatabaseProvider engine) : IAsyncLifetime
{
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(7);
    private LabelingHost host = null!;

    public async ValueTask InitializeAsync() => host = await new LabelingHost(engine).StartAsync(faces: 1);

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task KnownFace_OfWhoIsUsuallyFirst_WaitsAsLongAsTheOrdinaryOneDid()
    {
        await using var mei = await host.ConnectAsync("mei");
        var (ordinary, first) = await LabelAsync(mei);
        host.Clock.Advance(Apart);
        await using var lan = await host.ConnectAsync("lan");
        await LabelAsync(lan);
        var settled = await mei.SubmitAsync(ordinary, 68);

        await AddKnownAsync();
        var told = new List<string>();
        mei.Connection.On<JsonElement>("AssignmentChanged", c => told.Add($"{c.GetProperty("assignmentId").GetString()} {c.GetProperty("status").GetString()} {c.GetProperty("reason").GetRawText()}"));
        var (known, answer) = await LabelAsync(mei);
        AssertAlike(first, answer);
        Assert.Equal("pending", answer.GetProperty("status").GetString());

        host.Clock.Advance(Apart - TimeSpan.FromSeconds(1));
        await SweepAsync();
        Assert.Equal("pending", (await mei.SubmitAsync(known, 68)).GetProperty("status").GetString());
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await SweepAsync();
        AssertAlike(settled, await mei.SubmitAsync(known, 68));
        for (var i = 0; i < 100 && told.Count == 0; i++) await Task.Delay(50);
        Assert.Equal([$"{known.AssignmentId} accepted null"], told);
        // Told once, and never again.
        await SweepAsync();
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM known_face_wait"));
    }

    [Fact]
    public async Task KnownFace_OfWhoIsUsuallyLast_IsSettledAtOnceWithItsFeedback()
    {
        await using var lan = await host.ConnectAsync("lan");
        await LabelAsync(lan);
        await using var mei = await host.ConnectAsync("mei");
        var (_, last) = await LabelAsync(mei);
        Assert.Equal("accepted", last.GetProperty("status").GetString());
        await AddKnownAsync();
        AssertAlike(last, (await LabelAsync(mei)).Outcome);
    }

    [Fact]
    public async Task KnownFace_WithoutAnyOrdinaryOne_IsNotSettledWithItsSubmission()
    {
        await AddKnownAsync();
        await using var mei = await host.ConnectAsync("mei");
        var (known, outcome) = (await LabelAsync(mei), await LabelAsync(mei));
        Assert.Equal(["pending", "pending"], new[] { known, outcome }.Select(o => o.Outcome.GetProperty("status").GetString()));
        host.Clock.Advance(KnownFaceTiming.FirstDelay * 1.6);
        await SweepAsync();
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM annotation WHERE state = 'accepted'"));
    }

    // The whole answer but for what differs from face to face.
    private static void AssertAlike(JsonElement ordinary, JsonElement known)
    {
        Assert.Equal(Shape(ordinary), Shape(known));

        static string Shape(JsonElement e) => e.ValueKind switch
        {
            JsonValueKind.Object => $"{{{string.Join(',', e.EnumerateObject().Select(p => $"{p.Name}:{(p.Name is "status" or "state" ? p.Value.GetString() : Shape(p.Value))}"))}}}",
            JsonValueKind.Array => $"[{e.GetArrayLength()}{(e.GetArrayLength() > 0 ? Shape(e[0]) : "")}]",
            var kind => kind.ToString(),
        };
    }

    private async Task<(LabelingOffer Offer, JsonElement Outcome)> LabelAsync(LabelingClient annotator)
    {
        var offer = await annotator.ClaimOneAsync();
        await annotator.PlaceAllAsync(offer, offPx: 1);
        return (offer, await annotator.SubmitAsync(offer, 68));
    }

    // Round numbers, as a file has them.
    private Task AddKnownAsync() => host.AddFacesAsync(1, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(Math.Round(p.X), Math.Round(p.Y)))]);

    private Task SweepAsync() => host.Services.GetRequiredService<KnownFaceSweep>().RunAsync(host.Clock.GetUtcNow(), CancellationToken.None);
}

public sealed class SqliteKnownFaceTests() : KnownFaceTests(DatabaseProvider.Sqlite);

public sealed class SqlServerKnownFaceTests() : KnownFaceTests(DatabaseProvider.SqlServer);
