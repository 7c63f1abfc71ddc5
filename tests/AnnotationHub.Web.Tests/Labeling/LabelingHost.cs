using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Tasks;
using AnnotationHub.Web.Tests.Datasets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>
/// The real program behind a real socket, on a database of its own, with one open project and a clock that the test moves. Leases are swept when the test
/// says so.
/// </summary>
internal sealed class LabelingHost : WebApplicationFactory<Program>
{
    public const int WidthPx = 900;
    public const int HeightPx = 700;
    public const long PriceE4 = 8_000;

    public const string InsertProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, '课堂', 'ibug-68', 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    public const string InsertPhotographSql = """
        INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at)
        VALUES (@id, @project, 'a.jpg', @hash, 'o', 'w', 't', 'image/jpeg', 900, 700, 1, 900, 700, 0)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-labeling-");
    private readonly DatabaseProvider engine;
    private readonly Dictionary<string, string> settings;
    private readonly Dictionary<string, (Guid Id, string Token)> annotators = [];
    private TestCatalog? catalog;

    public LabelingHost(params (string Key, string Value)[] settings)
        : this(DatabaseProvider.Sqlite, settings)
    {
    }

    /// <summary>Skips the test, visibly, where there is no such engine.</summary>
    public LabelingHost(DatabaseProvider engine, params (string Key, string Value)[] settings)
    {
        TestCatalog.SkipWithout(engine);
        this.engine = engine;
        this.settings = settings.ToDictionary(s => s.Key, s => s.Value);
        UseKestrel(0);
    }

    public static FaceBox Box { get; } = new(300, 200, 300, 340);

    public static LandmarkScheme Scheme { get; } = ShippedSchemes.Find("ibug-68")!;

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));

    /// <summary>The errors that anything in the program has logged.</summary>
    public LogRecord Log { get; } = new();

    public Database Database => Services.GetRequiredService<Database>();

    public Guid Project { get; } = Guid.CreateVersion7();

    public async Task<LabelingHost> StartAsync(int faces = 0, int wanted = 2)
    {
        catalog = await TestCatalog.CreateAsync(engine);
        StartServer();
        await Database.WriteAsync(async session =>
        {
            var owner = await session.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'client1'");
            await session.ExecuteAsync(InsertProjectSql, new { id = Project, owner });
        });
        await AddFacesAsync(faces, wanted);
        return this;
    }

    public Task AddFacesAsync(int faces, int wanted, PlacedLandmark[]? truth = null, Guid? to = null) => Database.WriteAsync(async session =>
    {
        var project = to ?? Project;
        for (var i = 0; i < faces; i++)
        {
            var id = Guid.CreateVersion7(Clock.GetUtcNow());
            await session.ExecuteAsync(InsertPhotographSql, new { id, project, hash = id.ToString("N") });
            await TaskIntake.AddAsync(session, new NewTask(project, id, 1, Box, wanted, truth), Clock.GetUtcNow());
        }
    });

    /// <summary>Another open project like the first.</summary>
    public async Task<Guid> AddProjectAsync(int faces, int wanted)
    {
        var id = Guid.CreateVersion7();
        await Database.WriteAsync(async session =>
        {
            var owner = await session.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'client1'");
            await session.ExecuteAsync(InsertProjectSql, new { id, owner });
        });
        await AddFacesAsync(faces, wanted, to: id);
        return id;
    }

    /// <summary>A connection of an annotator (made at the first use of the name) with a bearer token of the program's own making.</summary>
    public async Task<LabelingClient> ConnectAsync(
        string name, string culture = "en", bool isCertified = true, HttpTransportType transport = HttpTransportType.WebSockets)
    {
        if (!annotators.TryGetValue(name, out var annotator)) annotators[name] = annotator = await AddAnnotatorAsync(name, isCertified);
        var connection = new HubConnectionBuilder().WithUrl(new Uri(ClientOptions.BaseAddress, LabelingSetup.HubPath), transport, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(annotator.Token);
            options.Headers["Accept-Language"] = culture;
        }).Build();
        await connection.StartAsync();
        return new LabelingClient(connection, annotator.Id);
    }

    public Task<IReadOnlyList<ExpiredLease>> SweepAsync() => Services.GetRequiredService<LeaseSweep>().RunAsync(Clock.GetUtcNow());

    /// <summary>Where an annotator who works well puts the landmarks, a little off in a way of the own.</summary>
    public static IReadOnlyList<ImagePoint> Shape(double offPx = 0) => [.. FaceShape.InBox(Scheme, Box).Select(p => new ImagePoint(p.X + offPx, p.Y))];

    private async Task<(Guid Id, string Token)> AddAnnotatorAsync(string name, bool isCertified)
    {
        var now = Clock.GetUtcNow();
        var user = AppUser.Create(name, name, [UserRoles.Annotator], now);
        await Database.WriteAsync(async session =>
        {
            await UserStore.InsertAsync(session, user);
            if (isCertified) await CertificationStore.CertifyAsync(session, user.Id, Scheme.Key, now);
        });
        // Tests let days pass: whoever is connected stays so, unless a test takes the token away.
        return (user.Id, await Services.GetRequiredService<SessionTokenStore>().IssueAsync(user.Id, now, now.AddYears(1)));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:Provider", engine.ToString());
        builder.UseSetting("Database:ConnectionString", catalog!.ConnectionString);
        builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        builder.UseSetting("Demo:Load", "false");
        builder.UseSetting("HandOut:SweepSeconds", "3600");
        // The real number of rounds is tested where passwords are.
        builder.UseSetting("Accounts:PasswordIterations", "1000");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        builder.ConfigureLogging(logging =>
        {
            logging.ClearProviders();
            logging.AddProvider(Log);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (catalog is not null) await catalog.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
