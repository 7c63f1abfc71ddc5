using System.Globalization;
using System.IO.Compression;
using System.Text;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Images;
using AnnotationHub.Web.Images.Intake;
using Microsoft.Extensions.Logging.Abstractions;

namespace AnnotationHub.Web.Tests.Images.Intake;

/// <summary>A database and an image folder of their own, with one client and one open project of 68 landmarks.</summary>
internal sealed class IntakeWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private const string InsertUser =
        """
        INSERT INTO app_user (id, user_name, normalized_user_name, display_name, pseudonym, security_stamp, concurrency_stamp, created_at)
        VALUES (@id, 'c', 'C', 'C', 'P', 's', 's', 0)
        """;

    private const string InsertProject =
        """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum,
            target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, 'p', 'ibug-68', 3500, 'CNY', 2, 3, 3.0, '', 'open', 0)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-intake-");

    private IntakeWorld()
    {
        Database = Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(folder.FullName, "test.db") }, folder.FullName);
        Store = new FolderImageStore(ImageFolder);
    }

    public Database Database { get; }

    public FolderImageStore Store { get; }

    public string ImageFolder => Path.Combine(folder.FullName, "images");

    public Guid ProjectId { get; } = Guid.CreateVersion7();

    public IntakeProject Project => new(ProjectId, ShippedSchemes.Find("ibug-68")!, 2);

    public static async Task<IntakeWorld> CreateAsync()
    {
        var world = new IntakeWorld();
        await new Migrator(world.Database.Dialect).MigrateAsync(Now);
        await world.Database.WriteAsync(async s =>
        {
            var owner = Guid.CreateVersion7();
            await s.ExecuteAsync(InsertUser, new { id = owner });
            await s.ExecuteAsync(InsertProject, new { id = world.ProjectId, owner });
        });
        return world;
    }

    public Task<UploadReport> UploadAsync(params (string Name, byte[] Bytes)[] files) => UploadAsync(LandmarkUse.Boxes, files);

    public async Task<UploadReport> UploadAsync(LandmarkUse use, params (string Name, byte[] Bytes)[] files)
    {
        await using var session = Intake().Open(Project, use, TestContext.Current.CancellationToken);
        foreach (var (name, bytes) in files) await session.AddAsync(name, new MemoryStream(bytes));
        return await session.CompleteAsync();
    }

    public PhotographIntake Intake(IImageStore? store = null) => new(
        new PhotographStore(Database),
        new PhotographPreparation(TestEngine.Create(), store ?? Store, new PixelGate()),
        new SpoolFolder(Path.Combine(ImageFolder, "incoming")),
        TimeProvider.System,
        NullLogger<PhotographIntake>.Instance);

    public Task<IReadOnlyList<TaskRow>> TasksAsync() => Database.QueryAsync<TaskRow>(
        """
        SELECT t.*, p.file_name, p.width_px, p.height_px, p.orientation, g.landmarks AS truth, q.lane, q.remaining
        FROM task t JOIN photograph p ON p.id = t.photograph_id
        LEFT JOIN gold_truth g ON g.task_id = t.id LEFT JOIN task_queue q ON q.task_id = t.id
        ORDER BY p.file_name, t.face_number
        """);

    public Task<TallyRow?> TallyAsync() => Database.FirstOrDefaultAsync<TallyRow>("SELECT * FROM project_tally");

    /// <summary>Everything that an upload may have added, to see that nothing was.</summary>
    public async Task<(long Photographs, long Tasks, long Queued, int SpooledFiles)> CountsAsync() => (
        await Database.ScalarAsync<long>("SELECT COUNT(*) FROM photograph"),
        await Database.ScalarAsync<long>("SELECT COUNT(*) FROM task"),
        await Database.ScalarAsync<long>("SELECT COUNT(*) FROM task_queue"),
        Directory.GetFiles(Path.Combine(ImageFolder, "incoming")).Length);

    public int StoredPictures() => Directory.GetFiles(Path.Combine(ImageFolder, "pictures"), "*", SearchOption.AllDirectories).Length;

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(Encoding.UTF8, entries);

    public static byte[] Zip(Encoding names, params (string Name, byte[] Bytes)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A dlib file: per photograph its faces, each a box and optionally the landmarks' positions as pixel indices.</summary>
    public static byte[] Dlib(params (string File, (int X, int Y, int Width, int Height, (int X, int Y)[] Parts)[] Faces)[] images)
    {
        var xml = new StringBuilder("<?xml version='1.0'?><dataset><images>");
        foreach (var (file, faces) in images)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<image file='{file}'>");
            foreach (var face in faces)
            {
                xml.Append(CultureInfo.InvariantCulture, $"<box top='{face.Y}' left='{face.X}' width='{face.Width}' height='{face.Height}'>");
                for (var i = 0; i < face.Parts.Length; i++) xml.Append(CultureInfo.InvariantCulture, $"<part name='{i:00}' x='{face.Parts[i].X}' y='{face.Parts[i].Y}'/>");
                xml.Append("</box>");
            }

            xml.Append("</image>");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</images></dataset>").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

internal sealed class TaskRow
{
    public string FileName { get; init; } = "";

    public int FaceNumber { get; init; }

    public string TraceCode { get; init; } = "";

    public double BoxX { get; init; }

    public double BoxY { get; init; }

    public double BoxWidth { get; init; }

    public double BoxHeight { get; init; }

    public FaceBox Box => new(BoxX, BoxY, BoxWidth, BoxHeight);

    public string State { get; init; } = "";

    public int Wanted { get; init; }

    public bool IsGold { get; init; }

    public byte[]? StartingShape { get; init; }

    public byte[]? Truth { get; init; }

    public int WidthPx { get; init; }

    public int HeightPx { get; init; }

    public int Orientation { get; init; }

    public int? Lane { get; init; }

    public int? Remaining { get; init; }
}

internal sealed class TallyRow
{
    public int Photographs { get; init; }

    public int Faces { get; init; }

    public int Waiting { get; init; }

    public int Accepted { get; init; }
}
