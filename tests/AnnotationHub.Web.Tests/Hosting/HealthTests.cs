using System.Net;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>Whether the process lives is one question, whether it can work another: each is answered by what is really there.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-health-");
    private readonly ProjectHost program = new();
    private WebApplicationFactory<Program> host = null!;
    private HttpClient client = null!;

    private Database Database => host.Services.GetRequiredService<Database>();

    private string DatabaseFolder => Path.Combine(folder.FullName, "database");

    private string Spool => Path.Combine(folder.FullName, "images", "incoming");

    public ValueTask InitializeAsync()
    {
        host = program.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Database:ConnectionString", Path.Combine(DatabaseFolder, "host.db"));
            builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        });
        client = host.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        await program.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Ready_WhereAllIsThere_IsSaid()
    {
        await ExpectAsync(HttpStatusCode.OK);
        Assert.Empty(Directory.GetFiles(Spool));
    }

    [Fact]
    public async Task Ready_WithAMigrationMissing_IsNotSaid()
    {
        await Database.WriteAsync(s => s.ExecuteAsync("CREATE TEMP TABLE last AS SELECT * FROM schema_migration ORDER BY number DESC LIMIT 1"));
        await Database.WriteAsync(s => s.ExecuteAsync("DELETE FROM schema_migration WHERE number = (SELECT number FROM last)"));
        await ExpectAsync(HttpStatusCode.ServiceUnavailable);
        await Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO schema_migration SELECT * FROM last"));
        await ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_WithAMigrationOfANewerNode_IsSaid()
    {
        await Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (9999, '9999_future', 'x', 0)"));
        await ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_WithTheDatabaseAway_IsNotSaidUntilItIsBack()
    {
        await ExpectAsync(HttpStatusCode.OK);
        var over = new TaskCompletionSource();
        Directory.Move(DatabaseFolder, DatabaseFolder + "-away");
        try
        {
            // Connections that are open already still read: they are held here until none is left, as after the restart of a pool.
            while (await IsHeldAsync(over.Task))
            {
            }

            await ExpectAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            Directory.Move(DatabaseFolder + "-away", DatabaseFolder);
            over.SetResult();
        }

        await ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_WithTheSpoolFailing_IsNotSaidUntilItWorks()
    {
        Directory.Delete(Spool);
        await File.WriteAllTextAsync(Spool, "no folder");
        await ExpectAsync(HttpStatusCode.ServiceUnavailable);
        File.Delete(Spool);
        Directory.CreateDirectory(Spool);
        await ExpectAsync(HttpStatusCode.OK);
    }

    private async Task ExpectAsync(HttpStatusCode ready)
    {
        Assert.Equal(ready, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }

    /// <summary>Takes one of the open connections until <paramref name="over"/>; false where there was none and none could be opened.</summary>
    private async Task<bool> IsHeldAsync(Task over)
    {
        var taken = new TaskCompletionSource();
        var reading = Database.ReadAsync(async session =>
        {
            await session.ScalarAsync<long>("SELECT 1");
            taken.SetResult();
            await over;
            return true;
        });
        try
        {
            await await Task.WhenAny(taken.Task, reading);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
