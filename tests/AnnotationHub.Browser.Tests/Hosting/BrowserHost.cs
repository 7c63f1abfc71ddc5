using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The real program on Kestrel, on a database and an image folder of its own, with the demonstration accounts.</summary>
public sealed class BrowserHost : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-browser-");
    private readonly bool loadsDemonstration;

    public BrowserHost(bool loadsDemonstration = false)
    {
        this.loadsDemonstration = loadsDemonstration;
        UseKestrel(0);
        StartServer();
    }

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    /// <summary>A client that is signed in by a bearer token, as other programs are.</summary>
    public async Task<HttpClient> SignedInAsync(string userName, string password)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address) };
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:ConnectionString", Path.Combine(folder.FullName, "host.db"));
        builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        builder.UseSetting("Demo:Load", loadsDemonstration ? "true" : "false");
        builder.UseSetting("Accounts:PasswordIterations", "1000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
