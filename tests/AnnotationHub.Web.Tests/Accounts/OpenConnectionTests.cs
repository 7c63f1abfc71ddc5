using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>A connection ends when what opened it does: within five seconds, not at the end of the shift.</summary>
public sealed class OpenConnectionTests
{
    [Theory]
    [InlineData("UPDATE app_user SET disabled_at = 1 WHERE id = @id")]
    [InlineData("UPDATE session_token SET revoked_at = 1 WHERE user_id = @id")]
    [InlineData("UPDATE session_token SET expires_at = 1 WHERE user_id = @id")]
    [InlineData("DELETE FROM user_role WHERE user_id = @id")]
    public async Task Annotator_WhoMayNotBeThereAnyMore_IsOutWithinFiveSeconds(string sql)
    {
        await using var host = await new LabelingHost().StartAsync(faces: 1);
        await using var mei = await host.ConnectAsync("mei");
        await using var lan = await host.ConnectAsync("lan");
        var closed = new TaskCompletionSource();
        mei.Connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await host.Database.WriteAsync(s => s.ExecuteAsync(sql, new { id = mei.AnnotatorId }));
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(HubConnectionState.Disconnected, mei.Connection.State);
        // The others go on.
        await lan.ClaimOneAsync();
    }

    [Fact]
    public async Task Connections_ThatStand_AreLeftAlone()
    {
        await using var host = await new LabelingHost().StartAsync(faces: 1);
        await using var mei = await host.ConnectAsync("mei");
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, await host.Services.GetRequiredService<OpenConnections>().RunAsync(host.Clock.GetUtcNow(), CancellationToken.None));
        await mei.ClaimOneAsync();
    }
}
