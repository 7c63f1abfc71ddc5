using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Storage.Tests.Images;
using AnnotationHub.Web.Tests.Labeling;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace AnnotationHub.Web.Tests.Images;

/// <summary>The program on an S3 store: photographs and releases go there and come from there; settings that cannot work are said at the start.</summary>
public sealed class S3HostTests(S3Server server) : IClassFixture<S3Server>, IAsyncLifetime
{
    private readonly string bucket = $"faces-{Guid.NewGuid():N}";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-s3-host-");
    private readonly ProjectHost program = new();
    private readonly LogRecord log = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Photograph_TakenIn_IsInTheBucketAndShownFromThere()
    {
        await using var host = Host();
        using var client = await SignedInAsync(host);
        var project = await ProjectHost.CreateAsync(client);
        await ProjectHost.UploadAsync(client, project, ("a.jpg", TestPictures.JpegNumber(1)));
        Assert.NotEmpty(Directory.EnumerateFiles(server.FolderOf(bucket), "*", SearchOption.AllDirectories));
        Assert.Empty(folder.EnumerateFiles("*", SearchOption.AllDirectories));

        var photograph = Assert.Single(await ProjectHost.FacesAsync(client, project)).GetProperty("imageId").GetString();
        foreach (var rendition in (string[])["original", "work", "thumbnail"])
            Assert.Equal([0xFF, 0xD8], (await client.GetByteArrayAsync($"/api/v1/images/{photograph}/{rendition}"))[..2]);
    }

    [Fact]
    public async Task Release_KeptInTheBucket_IsDownloadedInPieces()
    {
        await using var host = Host();
        using var client = await SignedInAsync(host);
        var releases = $"/api/v1/projects/{await ProjectHost.CreateAsync(client)}/releases";
        (await client.PostAsync(releases, null)).EnsureSuccessStatusCode();
        for (var tries = 0; (await client.GetFromJsonAsync<JsonElement>($"{releases}/1")).GetProperty("state").GetString() != "ready"; tries++)
        {
            Assert.True(tries < 300, "The release is not built.");
            await Task.Delay(100);
        }

        var whole = await client.GetByteArrayAsync($"{releases}/1/files/manifest.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{releases}/1/files/manifest.json");
        request.Headers.Range = new RangeHeaderValue(100, null);
        Assert.Equal(whole[100..], await (await client.SendAsync(request)).Content.ReadAsByteArrayAsync());
        Assert.Empty(folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Start_WithAKeyThatTheStoreDoesNotKnow_EndsWithItsWords()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Host(("Images:S3:AccessKey", "SOMEBODY")).CreateClient());
        Assert.StartsWith("The S3 store refuses the settings: InvalidAccessKeyId. The AWS Access Key Id", refusal.Message, StringComparison.Ordinal);
    }

    // The stand-in takes any secret and any region; others do not.
    [Theory]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "AccessDenied")]
    [InlineData(400, "AuthorizationHeaderMalformed")]
    public async Task Start_WithSettingsThatAStoreRefuses_EndsWithItsWords(int status, string code)
    {
        await using var refusing = new FailingS3(status, code);
        var refusal = Assert.Throws<InvalidOperationException>(() => Host(("Images:S3:Endpoint", refusing.Endpoint)).CreateClient());
        Assert.Equal($"The S3 store refuses the settings: {code}. In its own words.", refusal.Message);
    }

    [Theory]
    [InlineData("Images:S3:Bucket", "", "Images:S3:Bucket is missing")]
    [InlineData("Images:S3:Endpoint", "minio.example:9000", "Images:S3:Endpoint is minio.example:9000 and must be an address")]
    [InlineData("Images:S3:SecretKey", null, "Images:S3:AccessKey and Images:S3:SecretKey go together")]
    [InlineData("Images:Provider", "Cloud", "Images:Provider")]
    public void Start_WithSettingsThatCannotWork_EndsWithTheirNames(string key, string? value, string why)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Host((key, value)).CreateClient());
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Start_WithTheStoreAway_ServesAndSaysWhatIsMissing() => ServesAsync("http://127.0.0.1:1");

    [Fact]
    public async Task Start_WithTheStoreOverloaded_ServesAndSaysWhatIsMissing()
    {
        await using var overloaded = new FailingS3(503, "SlowDown");
        await ServesAsync(overloaded.Endpoint);
    }

    private async Task ServesAsync(string endpoint)
    {
        await using var host = Host(("Images:S3:Endpoint", endpoint));
        using var client = host.CreateClient();
        Assert.True((await client.GetAsync("/health/live")).IsSuccessStatusCode);
        Assert.Contains(log.Lines, line => line.Contains($"S3 store ({endpoint}) is away", StringComparison.Ordinal));
    }

    private WebApplicationFactory<Program> Host(params (string Key, string? Value)[] others) => program.WithWebHostBuilder(builder =>
    {
        builder.UseSetting("Images:Provider", "S3").UseSetting("Images:Folder", folder.FullName).UseSetting("Images:S3:Endpoint", server.Endpoint).UseSetting("Images:S3:Bucket", bucket)
            .UseSetting("Images:S3:AccessKey", S3Server.Key).UseSetting("Images:S3:SecretKey", S3Server.Key);
        foreach (var (key, value) in others) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.AddProvider(log));
    });

    private static async Task<HttpClient> SignedInAsync(WebApplicationFactory<Program> host)
    {
        var client = host.CreateClient();
        var session = await client.PostAsJsonAsync("/api/v1/session", new { userName = "client1", password = "demo-client" });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }
}
