using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tests.Accounts;
using AnnotationHub.Web.Tests.Images;
using AnnotationHub.Web.Tests.Projects;
using AnnotationHub.Web.Tests.Supervision;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Access;

/// <summary>One thing of each kind: what hangs together with one client's project and one annotator's work on it.</summary>
internal sealed record AccessObjects(string Project, string Photograph, string TraceCode, string Assignment, string User, string Payout, string Appeal)
{
    /// <summary>Well formed, and nowhere.</summary>
    public static AccessObjects Missing { get; } = new(New(), New(), "LX-2222-2222", New(), New(), New(), New());

    private static string New() => Guid.CreateVersion7().ToString("D");
}

/// <summary>
/// The real program with two worlds of objects: client1's, on which annotator1 works, and client2's, on which annotator2 works.
/// </summary>
internal sealed class AccessWorld : IAsyncDisposable
{
    private static readonly string[] UserNames = ["annotator1", "supervisor1", "client1", "admin1"];
    private readonly ProjectHost host = new();

    public AccessObjects Own { get; private set; } = AccessObjects.Missing;

    public AccessObjects Others { get; private set; } = AccessObjects.Missing;

    public IServiceProvider Services => host.Services;

    /// <summary>Nobody first, then one of each role.</summary>
    public static IReadOnlyList<string?> Callers { get; } = [null, .. UserNames];

    public async Task<AccessWorld> StartAsync()
    {
        Own = await MakeAsync("client1", "annotator1", number: 1);
        Others = await MakeAsync("client2", "annotator2", number: 2);
        return this;
    }

    /// <summary>A caller with a token of its own, so that one call's signing out ends nobody else's.</summary>
    public async Task<HttpClient> ClientAsync(string? userName)
    {
        var client = host.CreateDefaultClient();
        if (userName is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(userName));
        return client;
    }

    /// <summary>The same caller in a browser, newly signed in.</summary>
    public async Task<Browser> BrowserAsync(string? userName) => userName is null ? new Browser(host) : await Browser.SignedInAsync(host, userName);

    public async Task<HubConnection> ConnectAsync(string path, string? userName)
    {
        var token = userName is null ? null : await TokenAsync(userName);
        var connection = new HubConnectionBuilder().WithUrl(new Uri(host.Server.BaseAddress, path), HttpTransportType.LongPolling, options =>
        {
            options.HttpMessageHandlerFactory = _ => host.Server.CreateHandler();
            options.AccessTokenProvider = () => Task.FromResult(token);
        }).Build();
        await connection.StartAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string> TokenAsync(string userName)
    {
        var now = TimeProvider.System.GetUtcNow();
        return await host.Services.GetRequiredService<SessionTokenStore>().IssueAsync(await UserAsync(userName), now, now.AddHours(1));
    }

    private Task<Guid> UserAsync(string userName) => host.Database.ScalarAsync<Guid>(UserSql, new { userName });

    private async Task<AccessObjects> MakeAsync(string clientName, string annotatorName, byte number)
    {
        using var client = await ClientAsync(clientName);
        var project = await ProjectHost.CreateAsync(client, clientName);
        await ProjectHost.UploadAsync(client, project, ("a.jpg", TestPictures.JpegNumber(number)));
        foreach (var call in (string[])["open", "releases"]) (await client.PostAsync($"/api/v1/projects/{project}/{call}", null)).EnsureSuccessStatusCode();
        await ReleasedAsync(client, $"/api/v1/projects/{project}/releases/1");
        var face = Assert.Single(await ProjectHost.FacesAsync(client, project));
        await using var annotator = await ConnectAsync("/hub/labeling", annotatorName);
        var offer = Assert.Single((await annotator.InvokeAsync<JsonElement>("Claim", new { projectId = project, count = 1 })).EnumerateArray());
        var assignment = offer.GetProperty("assignmentId").GetString()!;
        var (payout, appeal) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(AnnotationSql, new { assignment = Guid.Parse(assignment), landmarks = PackedLandmarks.Pack(ReviewWorld.Shape(0)) });
            await session.ExecuteAsync(AppealSql, new { appeal, assignment = Guid.Parse(assignment), due = DateTimeOffset.UtcNow.AddDays(3) });
            await session.ExecuteAsync(PayoutSql, new { payout, number, admin = await session.ScalarAsync<Guid>(UserSql, new { userName = "admin1" }) });
            await session.ExecuteAsync(PayoutItemSql, new { item = Guid.CreateVersion7(), payout, assignment = Guid.Parse(assignment) });
        });
        return new AccessObjects(
            project.ToString("D"), face.GetProperty("imageId").GetString()!, face.GetProperty("traceCode").GetString()!, assignment,
            (await UserAsync(annotatorName)).ToString("D"), payout.ToString("D"), appeal.ToString("D"));
    }

    private static async Task ReleasedAsync(HttpClient client, string release)
    {
        for (var tries = 0; ; tries++)
        {
            if ((await client.GetFromJsonAsync<JsonElement>(release)).GetProperty("state").GetString() == "ready") return;
            Assert.True(tries < 600, "The release is not built.");
            await Task.Delay(100);
        }
    }

    private const string UserSql = "SELECT id FROM app_user WHERE user_name = @userName";

    private const string AnnotationSql = """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, submitted_at)
        SELECT id, id, task_id, project_id, annotator_id, 'rejected', @landmarks, 1, 0 FROM assignment WHERE id = @assignment
        """;

    private const string AppealSql = """
        INSERT INTO appeal (id, annotation_id, task_id, annotator_id, reason, state, filed_at, due_at)
        SELECT @appeal, id, task_id, annotator_id, 'r', 'open', 0, @due FROM assignment WHERE id = @assignment
        """;

    private const string PayoutSql = """
        INSERT INTO payout_batch (id, number, currency, state, item_count, total_e4, drawn_up_by, drawn_up_at)
        VALUES (@payout, @number, 'CNY', 'drawnUp', 1, 100, @admin, 0)
        """;

    private const string PayoutItemSql = """
        INSERT INTO payout_item (id, batch_id, item_number, annotator_id, payee_name, amount_e4, state)
        SELECT @item, @payout, 1, annotator_id, 'p', 100, 'reserved' FROM assignment WHERE id = @assignment
        """;
}
