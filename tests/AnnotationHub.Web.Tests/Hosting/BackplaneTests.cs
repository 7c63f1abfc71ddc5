using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.AspNetCore.SignalR.Client;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>Two servers on one database: what a supervisor decides on one is told to the annotators who are connected to the other.</summary>
public sealed class BackplaneTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongEnoughForNothing = TimeSpan.FromSeconds(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-backplane-");
    private readonly List<(Guid Id, string Token)> annotators = [];
    private string supervisor = "";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Decision_OnOneNode_ReachesTheAnnotatorOnTheOther_AndRedisMayFail()
    {
        await using var redis = await RedisServer.StartAsync();
        await PrepareAsync(faces: 2);
        await using var first = await ServerProcess.StartAsync(folder.FullName, ("Redis__ConnectionString", redis.ConnectionString));
        await using var second = await ServerProcess.StartAsync(folder.FullName, ("Redis__ConnectionString", redis.ConnectionString));
        await using var near = await first.ConnectAsync(annotators[0].Token, annotators[0].Id);
        await using var far = await second.ConnectAsync(annotators[1].Token, annotators[1].Id);
        var told = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = far.Connection.On<JsonElement>("AssignmentChanged", told.SetResult);
        var disputed = await DisputeAsync(near, far);
        Assert.Equal(HttpStatusCode.NoContent, await AcceptAsync(first, disputed.TraceCode));
        var change = await told.Task.WaitAsync(Patience);
        Assert.Equal((disputed.AssignmentId, "accepted"), (change.GetProperty("assignmentId").GetString(), change.GetProperty("status").GetString()));

        // Redis carries hints and nothing else: work goes on without it, and decisions are made.
        await redis.KillAsync();
        var next = await DisputeAsync(near, far);
        Assert.Equal(HttpStatusCode.NoContent, await AcceptAsync(first, next.TraceCode));
        Assert.Empty(await far.ResumeAsync());
    }

    [Fact]
    public async Task Decision_WithoutRedis_StaysOnItsNode()
    {
        await PrepareAsync(faces: 1);
        await using var first = await ServerProcess.StartAsync(folder.FullName);
        await using var second = await ServerProcess.StartAsync(folder.FullName);
        await using var near = await first.ConnectAsync(annotators[0].Token, annotators[0].Id);
        await using var far = await second.ConnectAsync(annotators[1].Token, annotators[1].Id);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = far.Connection.On<JsonElement>("AssignmentChanged", _ => told.SetResult());
        var disputed = await DisputeAsync(near, far);
        Assert.Equal(HttpStatusCode.NoContent, await AcceptAsync(first, disputed.TraceCode));
        await Assert.ThrowsAsync<TimeoutException>(() => told.Task.WaitAsync(LongEnoughForNothing));
    }

    /// <summary>Both label the same face, so differently that a supervisor must look; answers the far one's offer.</summary>
    private static async Task<LabelingOffer> DisputeAsync(LabelingClient near, LabelingClient far)
    {
        var (mine, theirs) = (await near.ClaimOneAsync(), await far.ClaimOneAsync());
        Assert.Equal(mine.TraceCode, theirs.TraceCode);
        await near.PlaceAllAsync(mine);
        await far.PlaceAllAsync(theirs, offPx: 25);
        await near.SubmitAsync(mine, 68);
        Assert.Equal("pending", (await far.SubmitAsync(theirs, 68)).GetProperty("status").GetString());
        return theirs;
    }

    private async Task<HttpStatusCode> AcceptAsync(ServerProcess server, string traceCode)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", supervisor);
        using var answer = await client.PostAsJsonAsync($"/api/v1/faces/{traceCode}/adjudication", new { decision = "acceptConsensus" });
        return answer.StatusCode;
    }

    private async Task PrepareAsync(int faces)
    {
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(folder.FullName, "host.db") }, folder.FullName);
        var now = DateTimeOffset.UtcNow;
        await new Migrator(database.Dialect).MigrateAsync(now);
        var project = Guid.CreateVersion7(now);
        AppUser[] users = [.. Enumerable.Range(0, 2).Select(i => AppUser.Create($"annotator{i}", $"annotator{i}", [UserRoles.Annotator], now)), AppUser.Create("supervisor", "supervisor", [UserRoles.Supervisor], now)];
        await database.WriteAsync(async session =>
        {
            foreach (var user in users)
            {
                await UserStore.InsertAsync(session, user);
                await CertificationStore.CertifyAsync(session, user.Id, LabelingHost.Scheme.Key, now);
            }

            await session.ExecuteAsync(TwoLabelsSql, new { id = project, owner = users[0].Id });
            await session.ExecuteAsync(LabelingHost.InsertPhotographSql, new { id = project, project, hash = "a" });
            for (var face = 1; face <= faces; face++) await TaskIntake.AddAsync(session, new NewTask(project, project, face, LabelingHost.Box, 2), now);
        });
        var tokens = new SessionTokenStore(database);
        foreach (var user in users[..2]) annotators.Add((user.Id, await tokens.IssueAsync(user.Id, now, now.AddHours(1))));
        supervisor = await tokens.IssueAsync(users[2].Id, now, now.AddHours(1));
    }

    // Two labels and no third: where they differ, a supervisor decides.
    private const string TwoLabelsSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, '课堂', 'ibug-68', 8000, 'CNY', 2, 2, 3, '', 'open', 0)
        """;
}
