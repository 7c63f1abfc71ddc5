using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Values of a wrong JSON kind in calls of the hub: refused with a code and a sentence, or harmless, and nothing changes.</summary>
public sealed class WrongKindTests : IAsyncLifetime
{
    private readonly LabelingHost host = new();
    private LabelingClient annotator = null!;
    private LabelingOffer offer = null!;

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync(faces: 2, wanted: 3);
        annotator = await host.ConnectAsync("sender1");
        offer = await annotator.ClaimOneAsync();
        Assert.Equal(68, await annotator.PlaceAllAsync(offer));
    }

    public async ValueTask DisposeAsync()
    {
        await annotator.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("Claim", """{"count":"3"}""", "bad-placement")]
    [InlineData("Claim", """{"count":2.5}""", "bad-placement")]
    [InlineData("Claim", """{"count":null}""", "bad-placement")]
    [InlineData("Claim", """{"count":[1]}""", "bad-placement")]
    [InlineData("Claim", """{"count":1,"projectId":5}""", "not-found")]
    [InlineData("Claim", """{"count":1,"projectId":{"id":"x"}}""", "not-found")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":"x","firstSequence":69,"placements":[]}""", "stale-epoch")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":1.5,"firstSequence":69,"placements":[]}""", "stale-epoch")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":EPOCH,"firstSequence":"69","placements":[POINT]}""", "bad-placement")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":EPOCH,"firstSequence":69,"placements":5}""", "bad-placement")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":EPOCH,"firstSequence":69,"placements":{"0":POINT}}""", "bad-placement")]
    [InlineData("Place", """{"assignmentId":ID,"epoch":EPOCH,"firstSequence":69,"placements":[[POINT]]}""", "bad-placement")]
    [InlineData("Place", """{"assignmentId":{},"epoch":EPOCH,"firstSequence":69,"placements":[POINT]}""", "not-found")]
    [InlineData("Submit", """{"assignmentId":ID,"epoch":{},"sequence":68,"acknowledgedFindings":[]}""", "stale-epoch")]
    [InlineData("Skip", """{"assignmentId":7,"reason":"blurred"}""", "not-found")]
    public async Task Call_WithAValueOfAWrongKind_IsRefusedWithItsCode(string method, string request, string code)
    {
        var before = DatabaseImage.Of(host.Database);
        Assert.NotEmpty(await RefusalAsync(code, InvokeAsync(method, request)));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Submit_WithASequenceThatIsNoNumber_SubmitsNothing()
    {
        var before = DatabaseImage.Of(host.Database);
        var answer = await InvokeAsync("Submit", """{"assignmentId":ID,"epoch":EPOCH,"sequence":"68","acknowledgedFindings":[]}""");
        Assert.Equal("needsAttention", answer.GetProperty("status").GetString());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
    }

    [Fact]
    public async Task Lists_ThatAreNone_AreEmpty()
    {
        Assert.Empty((await InvokeAsync("RenewLeases", """{"assignmentIds":"all"}""")).EnumerateArray());
        Assert.Single((await InvokeAsync("RenewLeases", """{"assignmentIds":[5,ID,null,{}]}""")).EnumerateArray());
        var answer = await InvokeAsync("Submit", """{"assignmentId":ID,"epoch":EPOCH,"sequence":68,"acknowledgedFindings":7,"moved":["far",null,1.5]}""");
        Assert.Contains(answer.GetProperty("status").GetString(), (string[])["pending", "accepted", "needsAttention"]);
    }

    private async Task<JsonElement> InvokeAsync(string method, string request)
    {
        var filled = request.Replace("ID", $"\"{offer.AssignmentId}\"", StringComparison.Ordinal)
            .Replace("EPOCH", offer.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("POINT", Placement(0, 400, 300), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(filled);
        return await annotator.Connection.InvokeAsync<JsonElement>(method, json.RootElement);
    }
}
