using System.Net;
using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.Http.Connections;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A village line may let no WebSocket through: the whole way works over what is left.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData(HttpTransportType.LongPolling)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.WebSockets)]
    public async Task Hub_OverEachTransport_ClaimsPlacesResumesAndSubmits(HttpTransportType transport)
    {
        await using var host = await new LabelingHost().StartAsync(faces: 1);
        await using var annotator = await host.ConnectAsync("mei", transport: transport);
        var offer = await annotator.ClaimOneAsync();
        Assert.Equal(68, await annotator.PlaceAllAsync(offer));
        await LabelingClient.RefusalAsync("bad-placement", annotator.PlaceAsync(offer, 69, LabelingClient.One(68, 1, 1)));

        // The line breaks; the next connection goes on where the last one was acknowledged.
        await annotator.DisposeAsync();
        await using var again = await host.ConnectAsync("mei", transport: transport);
        var resumed = Assert.Single(await again.ResumeAsync());
        Assert.Equal(68, resumed.Placements.Count);
        Assert.Equal("pending", (await again.SubmitAsync(resumed, 68)).GetProperty("status").GetString());
        Assert.Empty(host.Log.Lines);
    }

    [Fact]
    public async Task Hub_WithoutToken_IsClosed()
    {
        await using var host = await new LabelingHost().StartAsync();
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync($"{LabelingSetup.HubPath}/negotiate", null)).StatusCode);
    }
}
