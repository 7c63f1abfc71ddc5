using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The real program on Kestrel, on a database and an image folder of its own, with the demonstration accounts.</summary>
public sealed class BrowserHost : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-browser-");
    private readonly bool loadsDemonstration;

    private readonly Action<IWebHostBuilder>? configure;

    public BrowserHost(bool loadsDemonstration = false, Action<IWebHostBuilder>? configure = null)
    {
        (this.loadsDemonstration, this.configure) = (loadsDemonstration, configure);
        UseKestrel(0);
        StartServer();
    }

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    /// <summary>The program's clock.</summary>
    public ShiftedClock Clock { get; } = new();

    /// <summary>A client that is signed in by a bearer token, as other programs are.</summary>
    public Task<HttpClient> SignedInAsync(string userName, string password) => Api.SignedInAsync(Address, userName, password);

    private const string DraftSql = "SELECT d.placements FROM draft d JOIN assignment a ON a.id = d.assignment_id JOIN task t ON t.id = a.task_id WHERE t.trace_code = @traceCode";

    /// <summary>What the server holds durably of a face that one annotator works on, by landmark.</summary>
    public async Task<IReadOnlyDictionary<int, PlacedLandmark>> DurableAsync(string traceCode)
    {
        var packed = await Services.GetRequiredService<Database>().FirstOrDefaultAsync<byte[]>(DraftSql, new { traceCode });
        return PackedDraft.Unpack(packed ?? PackedDraft.Empty).ToDictionary(l => l.Index, l => l.Placed);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:ConnectionString", Path.Combine(folder.FullName, "host.db"));
        builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        builder.UseSetting("Demo:Load", loadsDemonstration ? "true" : "false");
        builder.UseSetting("Accounts:PasswordIterations", "1000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        configure?.Invoke(builder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
