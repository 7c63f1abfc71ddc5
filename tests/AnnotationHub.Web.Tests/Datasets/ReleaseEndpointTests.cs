using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AnnotationHub.Storage;
using AnnotationHub.Storage.Images;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>Releases over HTTP, on the real host with its own builder running.</summary>
public sealed class ReleaseEndpointTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-release-api-");
    private WebApplicationFactory<Program> host = null!;
    private ReleaseWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        host = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Database:ConnectionString", Path.Combine(folder.FullName, "test.db"));
            builder.UseSetting("Images:Folder", Path.Combine(folder.FullName, "images"));
            builder.UseSetting("Demo:Load", "false");
            builder.UseSetting("Accounts:PasswordIterations", "1000");
        });
        host.CreateClient().Dispose();
        var database = host.Services.GetRequiredService<Database>();
        var owner = await database.ScalarAsync<byte[]>("SELECT id FROM app_user WHERE user_name = 'client1'");
        world = await ReleaseWorld.OnAsync(database, host.Services.GetRequiredService<IImageStore>(), new Guid(owner!, bigEndian: true));
        var photograph = await world.PhotographAsync("照片.jpg");
        await world.FaceAsync(photograph, 1, ReleaseWorld.Landmarks(0));
        await world.FaceAsync(photograph, 2, ReleaseWorld.Landmarks(20.125));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string Releases => $"/api/v1/projects/{world.Project}/releases";

    [Fact]
    public async Task Release_OfItsOwner_IsBuiltAndDownloadedInPieces()
    {
        using var client = await SignedInAsync("client1");

        var started = await client.PostAsync(Releases, null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(1, (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetInt32());
        Assert.Equal($"{Releases}/1", started.Headers.Location?.ToString());
        var release = await ReadyAsync(client, 1);

        Assert.Equal((2, 1), (release.GetProperty("counts").GetProperty("faces").GetInt32(), release.GetProperty("counts").GetProperty("photographs").GetInt32()));
        Assert.Equal(2, release.GetProperty("quality").GetProperty("counts").GetProperty("accepted").GetInt32());
        var file = release.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "coco-keypoints.json");
        var path = $"{Releases}/1/files/coco-keypoints.json";
        var whole = await client.GetAsync(path);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        var hash = SHA256.HashData(bytes);
        Assert.Equal(file.GetProperty("size").GetInt64(), bytes.Length);
        Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(hash));
        Assert.Equal($"sha-256={Convert.ToBase64String(hash)}", whole.Headers.GetValues("Digest").Single());
        Assert.Equal($"\"{Convert.ToHexStringLower(hash)}\"", whole.Headers.ETag!.Tag);

        var piece = await RangeAsync(client, path, new RangeHeaderValue(100, 199), whole.Headers.ETag);
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal(bytes[100..200], await piece.Content.ReadAsByteArrayAsync());
        var rest = await RangeAsync(client, path, new RangeHeaderValue(bytes.Length - 7, null), whole.Headers.ETag);
        Assert.Equal(bytes[^7..], await rest.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await RangeAsync(client, path, new RangeHeaderValue(bytes.Length, null), null)).StatusCode);

        // Another file than the one begun: the whole of it, from its beginning.
        var other = await RangeAsync(client, path, new RangeHeaderValue(100, 199), new EntityTagHeaderValue("\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        using var known = new HttpRequestMessage(HttpMethod.Get, path);
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task Download_ClientThatTakesGzip_GetsTheFilesOwnBytes()
    {
        using var client = await SignedInAsync("client1");
        await client.PostAsync(Releases, null);
        await ReadyAsync(client, 1);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");

        var answer = await client.GetAsync($"{Releases}/1/files/manifest.json");

        Assert.StartsWith("{", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("gzip", answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Post_SameKeyTwice_IsOneRelease()
    {
        using var client = await SignedInAsync("client1");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        var (first, second) = (await client.PostAsync(Releases, null), await client.PostAsync(Releases, null));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>(Releases)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_Paged_IsNewestFirst()
    {
        using var client = await SignedInAsync("client1");
        for (var i = 0; i < 3; i++) await client.PostAsync(Releases, null);

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"{Releases}?after=nothing")).StatusCode);
        var first = await client.GetFromJsonAsync<JsonElement>($"{Releases}?limit=2");
        var second = await client.GetFromJsonAsync<JsonElement>($"{Releases}?limit=2&after={first.GetProperty("next").GetString()}");

        Assert.Equal([3, 2], first.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal([1], second.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Supervisor_ReadsAndDoesNotDownload()
    {
        using var owner = await SignedInAsync("client1");
        await owner.PostAsync(Releases, null);
        await ReadyAsync(owner, 1);
        using var supervisor = await SignedInAsync("supervisor1");

        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync($"{Releases}/1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync(Releases)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync($"{Releases}/1/files/faces.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PostAsync(Releases, null)).StatusCode);
        Assert.DoesNotContain("--continue-at", await PageAsync(supervisor, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_MayDoAll()
    {
        using var admin = await SignedInAsync("admin1");

        Assert.Equal(HttpStatusCode.Accepted, (await admin.PostAsync(Releases, null)).StatusCode);
        await ReadyAsync(admin, 1);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"{Releases}/1/files/faces.csv")).StatusCode);
    }

    [Fact]
    public async Task AnotherClient_FindsNothing()
    {
        using var owner = await SignedInAsync("client1");
        await owner.PostAsync(Releases, null);
        await ReadyAsync(owner, 1);
        using var other = await SignedInAsync("client2");

        foreach (var path in (string[])[Releases, $"{Releases}/1", $"{Releases}/1/files/faces.csv", $"/projects/{world.Project}/releases"])
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(Releases, null)).StatusCode);
    }

    [Theory]
    [InlineData("/2")]
    [InlineData("/0")]
    [InlineData("/x")]
    [InlineData("/1/files/other.json")]
    [InlineData("/1/files/..%2Ftest.db")]
    public async Task Get_WhatIsNotThere_Is404(string path)
    {
        using var client = await SignedInAsync("client1");
        await client.PostAsync(Releases, null);
        await ReadyAsync(client, 1);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Releases + path)).StatusCode);
    }

    [Fact]
    public async Task Nobody_IsAskedToSignIn()
    {
        using var nobody = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"{Releases}/1")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync(Releases, null)).StatusCode);
    }

    [Theory]
    [InlineData("zh-CN", "全部版本")]
    [InlineData("en", "All releases")]
    public async Task Page_OfAReadyRelease_ShowsFilesCommandAndPictures(string language, string heading)
    {
        using var client = await SignedInAsync("client1");
        await client.PostAsync(Releases, null);
        var release = await ReadyAsync(client, 1);

        var page = await PageAsync(client, language);

        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.Contains("--continue-at -", page, StringComparison.Ordinal);
        Assert.Contains("<polyline", page, StringComparison.Ordinal);
        foreach (var file in release.GetProperty("files").EnumerateArray()) Assert.Contains(file.GetProperty("sha256").GetString()!, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutReleases_SaysWhatToDoNext()
    {
        using var client = await SignedInAsync("client1");

        Assert.Contains("There is no release yet", await PageAsync(client, "en"), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(HttpClient client, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/projects/{world.Project}/releases");
        request.Headers.Add("Cookie", $"annotationhub-culture={Uri.EscapeDataString($"c={language}|uic={language}")}");
        return WebUtility.HtmlDecode(await (await client.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> RangeAsync(HttpClient client, string path, RangeHeaderValue range, EntityTagHeaderValue? ifRange)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = range;
        if (ifRange is not null) request.Headers.IfRange = new RangeConditionHeaderValue(ifRange);
        return await client.SendAsync(request);
    }

    private async Task<JsonElement> ReadyAsync(HttpClient client, int number)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            var release = await client.GetFromJsonAsync<JsonElement>($"{Releases}/{number}", late.Token);
            if (release.GetProperty("state").GetString() is "ready" or "failed")
            {
                Assert.Equal("ready", release.GetProperty("state").GetString());
                return release;
            }

            await Task.Delay(50, late.Token);
        }
    }

    private async Task<HttpClient> SignedInAsync(string userName)
    {
        var client = host.CreateClient();
        var password = userName.StartsWith("client", StringComparison.Ordinal) ? "demo-client" : userName.StartsWith("admin", StringComparison.Ordinal) ? "demo-admin" : "demo-supervisor";
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }
}
