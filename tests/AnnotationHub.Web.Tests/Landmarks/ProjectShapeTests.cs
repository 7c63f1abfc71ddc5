using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Landmarks.Learning;
using AnnotationHub.Web.Tests.Datasets;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Landmarks;

/// <summary>A project learns from its accepted faces how they differ; its annotators' ghosts are drawn from that.</summary>
public sealed class ProjectShapeTests : IAsyncLifetime
{
    private const string TallySql = "INSERT INTO project_tally (project_id, photographs, faces, accepted) VALUES (@project, @faces, @faces, @faces)";

    private const string GrownSql = "UPDATE project_tally SET accepted = @faces WHERE project_id = @project";

    private const string LeaseSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        SELECT @id, @task, @project, u.id, 'live', 1, 0, 8000, 'CNY', 4000, 0 FROM app_user u WHERE u.user_name = 'annotator1'
        """;

    private const string ForgetSql = "DELETE FROM project_shape WHERE project_id = @project";

    private const int Faces = 40;
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("ibug-68")!;
    private readonly ProjectHost host = new();
    private ReleaseWorld world = null!;
    private Guid task;

    public async ValueTask InitializeAsync()
    {
        using var client = await host.SignedInAsync("client1");
        var owner = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'client1'");
        world = await ReleaseWorld.OnAsync(host.Database, host.Services.GetRequiredService<IImageStore>(), owner);
        var random = new Random(3);
        for (var i = 0; i < Faces; i++) task = await world.FaceAsync(await world.PhotographAsync($"{i}.jpg"), 1, Opened(0.25 + (0.2 * random.NextDouble()), random));
        await host.Database.WriteAsync(s => s.ExecuteAsync(TallySql, new { project = world.Project, faces = Faces }));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Study_OfAProjectWithEnoughFaces_IsServedToItsPeopleAndRepeatedWhenTheyHaveDoubled()
    {
        using var client = await host.SignedInAsync("client1");
        Assert.Equal(0, (await ShapeAsync(client)).GetProperty("faces").GetInt32());
        Assert.Equal(1, await StudyAsync());
        Assert.Equal(0, await StudyAsync());

        var shape = await ShapeAsync(client);
        Assert.Equal(Faces, shape.GetProperty("faces").GetInt32());
        // The chin of open mouths is lower than the mean face's.
        Assert.True(shape.GetProperty("mean")[8][1].GetDouble() > Scheme.MeanShape[8].Y + 0.08);
        Assert.InRange(shape.GetProperty("modes").GetArrayLength(), 8, 40);

        await host.Database.WriteAsync(s => s.ExecuteAsync(GrownSql, new { project = world.Project, faces = (2 * Faces) - 1 }));
        Assert.Equal(0, await StudyAsync());
        await host.Database.WriteAsync(s => s.ExecuteAsync(GrownSql, new { project = world.Project, faces = 2 * Faces }));
        Assert.Equal(1, await StudyAsync());
    }

    [Fact]
    public async Task Study_OfTheSameFaces_GivesTheSameModel()
    {
        using var client = await host.SignedInAsync("client1");
        await StudyAsync();
        var first = (await client.GetAsync(Address)).Headers.ETag;
        await host.Database.WriteAsync(s => s.ExecuteAsync(ForgetSql, new { project = world.Project }));
        await StudyAsync();
        Assert.Equal(first, (await client.GetAsync(Address)).Headers.ETag);
        client.DefaultRequestHeaders.IfNoneMatch.Add(first!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.GetAsync(Address)).StatusCode);
    }

    [Fact]
    public async Task Shape_OfAProject_IsForThoseWhoWorkOnItOrMayReadIt()
    {
        using var owner = await host.SignedInAsync("client1");
        using var other = await host.SignedInAsync("client2");
        using var annotator = await host.SignedInAsync("annotator1");
        using var supervisor = await host.SignedInAsync("supervisor1");
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(Address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync(Address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(Address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync(Address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/api/v1/projects/{Guid.CreateVersion7():D}/shape")).StatusCode);

        await host.Database.WriteAsync(s => s.ExecuteAsync(LeaseSql, new { id = Guid.CreateVersion7(), task, project = world.Project }));
        Assert.Equal(HttpStatusCode.OK, (await annotator.GetAsync(Address)).StatusCode);
    }

    private string Address => $"/api/v1/projects/{world.Project:D}/shape";

    private Task<int> StudyAsync() => host.Services.GetRequiredService<ShapeStudy>().RunAsync(ReleaseWorld.Start);

    private Task<JsonElement> ShapeAsync(HttpClient client) => client.GetFromJsonAsync<JsonElement>(Address);

    private static PlacedLandmark[] Opened(double gap, Random random) =>
    [
        .. Scheme.MeanShape.Select((p, i) =>
        {
            var lower = i is >= 5 and <= 11 or >= 55 and <= 59 or >= 65 and <= 67;
            return PlacedLandmark.At(300 + (200 * (p.X + Jitter(random))), 300 + (200 * (p.Y + Jitter(random) + (lower ? gap : 0))));
        }),
    ];

    private static double Jitter(Random random) => (random.NextDouble() - 0.5) * 0.01;
}
