using System.Buffers.Binary;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Projects;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>A migrated database with a project of faces, an image store, and any number of nodes that build releases on them.</summary>
internal sealed class ReleaseWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);

    private const string InsertUserSql = """
        INSERT INTO app_user (id, user_name, normalized_user_name, display_name, pseudonym, security_stamp, concurrency_stamp, created_at)
        VALUES (@id, @name, @name, @name, @name, 'x', 'x', 0)
        """;

    private const string InsertProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, '示例', 'ibug-68', 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    private const string InsertPhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, @fileName, @hash, 'o', 'w', 't', 'image/jpeg', 640, 480, 1, 640, 480, 0)
        """;

    private const string InsertTaskSql = """
        INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, state_changed_at, created_at)
        VALUES (@id, @project, @photograph, @faceNumber, @trace, 10, 20, 100, 110, @state, 2, 0, 0)
        """;

    private const string InsertConsensusSql = """
        INSERT INTO consensus (task_id, landmarks, covariance, annotation_count, agreement_percent, predicted_percent, origin, decided_at)
        VALUES (@task, @landmarks, @covariance, 2, 3.5, 2.5, 'consensus', @decidedAt)
        """;

    private const string ReplaceConsensusSql = "UPDATE consensus SET landmarks = @landmarks, origin = 'corrected', decided_at = @decidedAt WHERE task_id = @task";

    private const string InsertAssignmentSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        VALUES (@id, @task, @project, @annotator, 'submitted', 1, 0, 8000, 'CNY', 4000, 0)
        """;

    private const string InsertAnnotationSql = """
        INSERT INTO annotation (id, assignment_id, task_id, project_id, annotator_id, state, landmarks, active_ms, submitted_at)
        VALUES (@id, @id, @task, @project, @annotator, @state, @landmarks, 1, @now)
        """;

    private readonly Func<ValueTask> dispose;
    private int named;

    private ReleaseWorld(Database database, IImageStore images, Func<ValueTask> dispose)
    {
        this.dispose = dispose;
        Database = database;
        Images = images;
        Releases = new ReleaseStore(Database);
    }

    public Database Database { get; }

    public IImageStore Images { get; }

    public string ImagesFolder { get; private init; } = "";

    public ReleaseStore Releases { get; }

    public TestClock Clock { get; } = new(Start);

    public Guid Owner { get; private set; }

    public Guid Project { get; private set; }

    public static async Task<ReleaseWorld> CreateAsync(TestDatabase test)
    {
        var folder = Directory.CreateTempSubdirectory("annotationhub-releases-");
        var world = new ReleaseWorld(test.Database, new FolderImageStore(folder.FullName), async () =>
        {
            await test.DisposeAsync();
            folder.Delete(recursive: true);
        })
        {
            ImagesFolder = folder.FullName,
        };
        await world.ProjectAsync(await world.UserAsync("owner"));
        return world;
    }

    /// <summary>On a running host's database and store.</summary>
    public static async Task<ReleaseWorld> OnAsync(Database database, IImageStore images, Guid owner)
    {
        var world = new ReleaseWorld(database, images, () => ValueTask.CompletedTask);
        await world.ProjectAsync(owner);
        return world;
    }

    /// <summary>A node of its own: what a process has in memory.</summary>
    public ReleaseBuilder Node(IImageStore? store = null)
    {
        var files = new ReleaseFiles(new FinishedFaceReader(Database), new ReleaseAudits(Database), store ?? Images, Clock);
        return new ReleaseBuilder(new ProjectStore(Database), new ReleaseLeases(Database), files, Clock, Options.Create(new DatasetsOptions()), NullLogger<ReleaseBuilder>.Instance);
    }

    public async Task<Guid> UserAsync(string name)
    {
        var id = Guid.CreateVersion7(Start);
        await Database.WriteAsync(s => s.ExecuteAsync(InsertUserSql, new { id, name }));
        return id;
    }

    public async Task<Guid> PhotographAsync(string fileName)
    {
        var id = Guid.CreateVersion7(Start.AddMilliseconds(++named));
        await Database.WriteAsync(s => s.ExecuteAsync(InsertPhotographSql, new { id, project = Project, fileName, hash = id.ToString("N") }));
        return id;
    }

    public async Task<Guid> FaceAsync(Guid photograph, int faceNumber, PlacedLandmark[]? landmarks, string state = "accepted")
    {
        var id = Guid.CreateVersion7(Start);
        await Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync(InsertTaskSql, new { id, project = Project, photograph, faceNumber, trace = $"LX-{++named:0000}-0000", state });
            if (landmarks is null) return;
            await s.ExecuteAsync(InsertConsensusSql, new { task = id, landmarks = PackedLandmarks.Pack(landmarks), covariance = Covariance(landmarks.Length), decidedAt = Start });
        });
        return id;
    }

    public Task ReplaceAsync(Guid task, byte[] landmarks, DateTimeOffset decidedAt) =>
        Database.WriteAsync(s => s.ExecuteAsync(ReplaceConsensusSql, new { task, landmarks, decidedAt }));

    public Task AnnotationAsync(Guid task, Guid annotator, string state = "accepted") => Database.WriteAsync(async s =>
    {
        var id = Guid.CreateVersion7(Start);
        await s.ExecuteAsync(InsertAssignmentSql, new { id, task, project = Project, annotator });
        await s.ExecuteAsync(InsertAnnotationSql, new { id, task, project = Project, annotator, state, landmarks = Array.Empty<byte>(), now = Start.AddMinutes(-1) });
    });

    /// <summary>Landmarks of the project's scheme, moved by <paramref name="offset"/> pixels.</summary>
    public static PlacedLandmark[] Landmarks(double offset) =>
        [.. Enumerable.Range(0, 68).Select(i => PlacedLandmark.At(100 + i + offset, 50.25 + (i * 2) + offset))];

    public async Task<string> TextAsync(int number, string fileName)
    {
        var file = (await Releases.FilesAsync(Project, number)).Single(f => f.FileName == fileName);
        await using var stream = await Images.OpenAsync(file.Sha256);
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Asks for a release and builds it.</summary>
    public async Task<ReleaseRow> BuildAsync()
    {
        await Releases.RequestAsync(Project, Owner, Clock.GetUtcNow());
        return await BuildRequestedAsync();
    }

    /// <summary>Builds what was asked for, a second later.</summary>
    public async Task<ReleaseRow> BuildRequestedAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var node = Node();
        var claimed = await node.ClaimAsync(default);
        Assert.NotNull(claimed);
        Assert.Equal(BuildOutcome.Ready, await node.BuildAsync(claimed, default));
        return (await Releases.FindAsync(Project, claimed.Number))!;
    }

    public ValueTask DisposeAsync() => dispose();

    private async Task ProjectAsync(Guid owner)
    {
        (Owner, Project) = (owner, Guid.CreateVersion7(Start));
        await Database.WriteAsync(s => s.ExecuteAsync(InsertProjectSql, new { id = Project, owner }));
    }

    private static byte[] Covariance(int landmarks)
    {
        var packed = new byte[landmarks * 24];
        for (var i = 0; i < landmarks * 3; i++) BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(i * 8), (i % 3) switch { 0 => 1.5, 1 => 0.25, _ => 2 });
        return packed;
    }
}

/// <summary>A clock that goes when it is told to; its timers are the system's.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
