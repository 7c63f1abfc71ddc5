using System.Net.Http.Headers;
using System.Net.Http.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Tests.Access;
using AnnotationHub.Web.Tests.Labeling;
using AnnotationHub.Web.Tests.Quality;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Costs;

/// <summary>The real program after some real work of three annotators, with the rows of it copied as often as is asked for.</summary>
internal sealed class GrownWorld : IAsyncDisposable
{
    private readonly LabelingHost host = new(("Gold:EarlyShare", "0.2"));

    public IServiceProvider Services => host.Services;

    public Database Database => host.Database;

    /// <summary>Of the original rows, which annotator "mei" and client1 may see.</summary>
    public AccessObjects Objects { get; private set; } = AccessObjects.Missing;

    public async Task<GrownWorld> StartAsync(int copies)
    {
        await host.StartAsync(faces: 8, wanted: 2);
        await host.AddFacesAsync(4, 1, [.. LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y))]);
        using (var client = host.CreateDefaultClient())
            (await client.PostAsJsonAsync("/api/v1/session", new { userName = "admin1", password = "demo-admin" })).EnsureSuccessStatusCode();
        await WorkAsync();
        Objects = await FindAsync();
        await RowCopies.AddAsync(host.Database, copies);
        return this;
    }

    /// <summary>Signed in with a token of its own.</summary>
    public async Task<HttpClient> ClientAsync(string userName)
    {
        var now = host.Clock.GetUtcNow();
        var user = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = @userName", new { userName });
        var client = host.CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await Services.GetRequiredService<SessionTokenStore>().IssueAsync(user, now, now.AddHours(1)));
        return client;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    // Two agree, the third is far off; what is left is claimed and not submitted.
    private async Task WorkAsync()
    {
        var world = new LabelWorld(host);
        var random = new Random(7);
        foreach (var (name, sigmaPx, faces) in ((string, double, int)[])[("mei", 1, 8), ("lan", 1.5, 7), ("hua", 14, 4)])
        {
            await using var annotator = await host.ConnectAsync(name);
            for (var i = 0; i < faces; i++) await world.LabelAsync(annotator, LabelWorld.Noisy(random, sigmaPx));
        }
    }

    private const string FaceSql = """
        SELECT t.trace_code, t.photograph_id, a.assignment_id, a.annotator_id
        FROM annotation a JOIN task t ON t.id = a.task_id JOIN app_user u ON u.id = a.annotator_id
        WHERE u.user_name = 'mei' AND t.state = 'accepted' AND t.is_gold = 0
        ORDER BY a.id
        """;

    private const string AppealSql = """
        INSERT INTO appeal (id, annotation_id, task_id, annotator_id, reason, state, filed_at, due_at)
        SELECT @appeal, a.id, a.task_id, a.annotator_id, 'r', 'open', @now, @due FROM annotation a WHERE a.assignment_id = @assignment
        """;

    private async Task<AccessObjects> FindAsync()
    {
        var admin = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'admin1'");
        var face = await host.Database.FirstOrDefaultAsync<FaceRow>(FaceSql);
        Assert.NotNull(face);
        var (appeal, now) = (Guid.CreateVersion7(), host.Clock.GetUtcNow());
        await host.Database.WriteAsync(s => s.ExecuteAsync(AppealSql, new { appeal, assignment = face.AssignmentId, now, due = now.AddDays(3) }));
        var (outcome, payout) = await Services.GetRequiredService<PayoutDesk>().DrawUpAsync(admin, now, CancellationToken.None);
        Assert.Equal(DrawUpOutcome.DrawnUp, outcome);
        return new AccessObjects(
            host.Project.ToString("D"), face.PhotographId.ToString("D"), face.TraceCode, face.AssignmentId.ToString("D"),
            face.AnnotatorId.ToString("D"), payout.ToString("D"), appeal.ToString("D"));
    }

    private sealed class FaceRow
    {
        public string TraceCode { get; init; } = "";

        public Guid PhotographId { get; init; }

        public Guid AssignmentId { get; init; }

        public Guid AnnotatorId { get; init; }
    }
}
