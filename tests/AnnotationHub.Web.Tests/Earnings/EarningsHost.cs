using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>The real program on a database of its own, with the demonstration accounts and one project.</summary>
public sealed class EarningsHost : WebApplicationFactory<Program>
{
    private const string InsertProjectSql = """
        INSERT INTO project (id, owner_id, name, scheme_key, price_e4, currency, redundancy_minimum, redundancy_maximum, target_error_percent, guideline, state, created_at)
        VALUES (@id, @owner, '课堂', 'ibug-68', 8000, 'CNY', 2, 5, 3, '', 'open', 0)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-earnings-");

    public Database Database => Services.GetRequiredService<Database>();

    public LedgerStore Ledger => Services.GetRequiredService<LedgerStore>();

    public Guid Project { get; private set; }

    public async Task<EarningsHost> StartAsync()
    {
        Project = Guid.CreateVersion7();
        await Database.WriteAsync(async s => await s.ExecuteAsync(InsertProjectSql, new { id = Project, owner = await IdAsync(s, "client1") }));
        return this;
    }

    /// <summary>A client that is signed in with one of the demonstration accounts, or one made by <see cref="AddUserAsync"/>.</summary>
    public async Task<HttpClient> SignedInAsync(string userName, string password)
    {
        var client = CreateClient();
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<HttpClient> AddUserAsync(string userName, string role)
    {
        const string Password = "another-person";
        var user = AppUser.Create(userName, userName, [role], DateTimeOffset.UtcNow);
        await using var scope = Services.CreateAsyncScope();
        user.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<AppUser>>().HashPassword(user, Password);
        await Database.WriteAsync(s => UserStore.InsertAsync(s, user));
        return await SignedInAsync(userName, Password);
    }

    public Task<Guid> IdAsync(string userName) => Database.ReadAsync(s => IdAsync(s, userName));

    /// <summary>A face that the annotator has submitted, decided as told.</summary>
    public Task<AnnotationPosting> FaceAsync(Guid annotator, bool? accepted, Guid supervisor, RejectionReason reason = RejectionReason.Misplaced) =>
        Database.WriteAsync(async s =>
        {
            var now = DateTimeOffset.UtcNow;
            var work = await LedgerWorld.SubmittedAsync(s, annotator, 8000, 4000, Project, now);
            await Ledger.AccrueAsync(s, work, TimeSpan.FromMinutes(2), now);
            if (accepted is null) return work;
            await LedgerWorld.DecideAsync(s, work, accepted.Value ? "accepted" : "rejected", accepted.Value ? null : reason, now);
            if (accepted.Value) await Ledger.ResolveAcceptedAsync(s, work, null, now);
            else await Ledger.ResolveRejectedAsync(s, work, reason, supervisor, now);
            return work;
        });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:ConnectionString", Path.Combine(folder.FullName, "host.db"));
        builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        builder.UseSetting("Demo:Load", "false");
        // The real number of rounds is tested where passwords are; here it would only cost half a minute.
        builder.UseSetting("Accounts:PasswordIterations", "1000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task<Guid> IdAsync(DbSession session, string userName) =>
        session.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = @userName", new { userName });
}
