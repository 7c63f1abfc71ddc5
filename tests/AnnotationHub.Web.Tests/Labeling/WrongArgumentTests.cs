using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Calls of the hub whose arguments as a whole are wrong: refused with a code and a sentence, on a connection that goes on.</summary>
public sealed class WrongArgumentTests : IAsyncLifetime
{
    private static readonly string[] Methods = ["Claim", "Place", "Submit", "Skip", "RenewLeases"];
    private static readonly string[] Arguments = ["", "null", "\"x\"", "5", "true", "[]", "[{}]", "{},{}", "{},null,3"];
    private readonly LabelingHost host = new();
    private LabelingClient annotator = null!;

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync(faces: 2, wanted: 3);
        annotator = await host.ConnectAsync("sender1");
    }

    public async ValueTask DisposeAsync()
    {
        await annotator.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Call_WithAWrongArgument_IsRefusedWithItsCodeOnALivingConnection()
    {
        var id = annotator.Connection.ConnectionId;
        var before = DatabaseImage.Of(host.Database);
        foreach (var (method, arguments) in Methods.SelectMany(method => Arguments.Select(arguments => (method, arguments))))
        {
            Assert.Equal("This call takes one argument, which must be an object.", await RefusalAsync("bad-placement", InvokeAsync(method, arguments)));
        }

        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
        await annotator.ClaimOneAsync();
        Assert.Equal(id, annotator.Connection.ConnectionId);
        Assert.Empty(host.Log.Lines);
    }

    [Fact]
    public async Task Call_WithAWrongArgument_IsRefusedInTheCallersLanguage()
    {
        await using var chinese = await host.ConnectAsync("sender2", "zh-CN");
        Assert.Equal("这个调用须带一个参数，并且须是对象。", await RefusalAsync("bad-placement", chinese.Connection.InvokeAsync("Place", "x")));
    }

    [Fact]
    public async Task Resume_WithWhatItDoesNotTake_AnswersAllTheSame()
    {
        var offer = await annotator.ClaimOneAsync();
        var resumed = Assert.Single((await InvokeAsync("Resume", "5,{}")).EnumerateArray());
        Assert.Equal(offer.AssignmentId, resumed.GetProperty("assignmentId").GetString());
    }

    [Fact]
    public async Task Send_WithAWrongArgument_LeavesTheConnectionAlive()
    {
        await annotator.Connection.SendAsync("Place", "x");
        await annotator.Connection.SendAsync("NoSuchCall", 5);
        await annotator.ClaimOneAsync();
        await Assert.ThrowsAsync<HubException>(() => annotator.Connection.InvokeAsync("NoSuchCall", 5));
        await annotator.ResumeAsync();
    }

    private Task<JsonElement> InvokeAsync(string method, string arguments)
    {
        var values = JsonSerializer.Deserialize<JsonElement?[]>($"[{arguments}]")!;
        return annotator.Connection.InvokeCoreAsync<JsonElement>(method, [.. values.Select(v => (object?)v)], TestContext.Current.CancellationToken);
    }
}
