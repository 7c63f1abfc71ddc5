using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Web.Tests.Projects;

/// <summary>The real program on a database and an image folder of its own, with the demonstration accounts.</summary>
public sealed class ProjectHost : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo folder;
    private readonly bool keepsFolder;

    public ProjectHost()
        : this(Directory.CreateTempSubdirectory("annotationhub-projects-").FullName, keepsFolder: false)
    {
    }

    internal ProjectHost(string folder, bool keepsFolder, bool loadsDemonstration = false)
    {
        this.folder = Directory.CreateDirectory(folder);
        this.keepsFolder = keepsFolder;
        LoadsDemonstration = loadsDemonstration;
    }

    public Database Database => Services.GetRequiredService<Database>();

    private bool LoadsDemonstration { get; }

    /// <summary>A client that is signed in with one of the demonstration accounts.</summary>
    public async Task<HttpClient> SignedInAsync(string userName, string culture = "zh-CN")
    {
        var client = CreateClient();
        var password = $"demo-{userName.TrimEnd("0123456789".ToCharArray())}";
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(culture);
        return client;
    }

    public static object Order(string name = "课堂合影") => new
    {
        name,
        scheme = "ibug-68",
        pricePerFace = new { amount = "0.80", currency = "CNY" },
        redundancy = new { minimum = 2, maximum = 3 },
        guideline = "按参考图标注",
    };

    public static async Task<Guid> CreateAsync(HttpClient client, string name = "课堂合影")
    {
        var answer = await client.PostAsJsonAsync("/api/v1/projects", Order(name));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient client, Guid project, string query, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes), "files", name);
        return client.PostAsync($"/api/v1/projects/{project}/images{query}", form);
    }

    public static async Task<JsonElement> UploadAsync(HttpClient client, Guid project, params (string Name, byte[] Bytes)[] files)
    {
        var answer = await SendAsync(client, project, "", files);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<IReadOnlyList<JsonElement>> FacesAsync(HttpClient client, Guid project) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/faces?limit=200")).GetProperty("items").EnumerateArray()];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:ConnectionString", Path.Combine(folder.FullName, "host.db"));
        builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
        builder.UseSetting("Demo:Load", LoadsDemonstration ? "true" : "false");
        // The real number of rounds is tested where passwords are.
        builder.UseSetting("Accounts:PasswordIterations", "1000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!keepsFolder) folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
