using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Images;
using AnnotationHub.Web.Tests.Images;

namespace AnnotationHub.Web.Tests.Projects;

public sealed class UploadEndpointTests(ProjectHost host) : IClassFixture<ProjectHost>
{
    private const string ClaimSql = """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        SELECT @id, t.id, t.project_id, u.id, @state, 1, @expires, 8000, 'CNY', 4000, 0
        FROM task t, app_user u WHERE t.trace_code = @code AND u.user_name = @userName
        """;

    [Fact]
    public async Task Upload_GoodAndBadFiles_ReportsEachInTheCallersLanguage()
    {
        using var client = await host.SignedInAsync("client1", "en");
        var id = await ProjectHost.CreateAsync(client);
        var report = await ProjectHost.UploadAsync(
            client, id, ("good.jpg", TestPictures.JpegNumber(1)), ("text.jpg", Encoding.UTF8.GetBytes("no picture")), ("huge.png", TestPictures.PngHeaderOnly(30_000, 30_000)), ("合影.png", TestPictures.Png()));
        Assert.Equal(2, report.GetProperty("faces").GetInt32());
        var files = report.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["good.jpg", "text.jpg", "huge.png", "合影.png"], files.Select(f => f.GetProperty("name").GetString()));
        Assert.Equal(["accepted", "rejected", "rejected", "accepted"], files.Select(f => f.GetProperty("status").GetString()));
        Assert.Equal(JsonValueKind.Null, files[0].GetProperty("reason").ValueKind);
        Assert.Contains("12,000 pixels", files[2].GetProperty("reason").GetString(), StringComparison.Ordinal);
        var counts = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{id}")).GetProperty("counts");
        Assert.Equal((2, 2, 2), (counts.GetProperty("images").GetInt32(), counts.GetProperty("faces").GetInt32(), counts.GetProperty("waiting").GetInt32()));

        using var chinese = await host.SignedInAsync("client1");
        var again = await ProjectHost.UploadAsync(chinese, id, ("again.jpg", TestPictures.JpegNumber(1)));
        Assert.Contains("已有", again.GetProperty("files")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_BadRequests_AreRefusedAndAddNothing()
    {
        using var client = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(client);
        var photograph = ("a.jpg", TestPictures.Jpeg());
        Assert.Equal(HttpStatusCode.BadRequest, (await ProjectHost.SendAsync(client, id, "?landmarks=everything", photograph)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ProjectHost.SendAsync(client, id, "?landmarks=1", photograph)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsJsonAsync($"/api/v1/projects/{id}/images", new { })).StatusCode);

        // The body ends within a file: nothing of it may stay.
        using var cut = new ByteArrayContent([.. "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n"u8, .. TestPictures.Jpeg()]);
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync($"/api/v1/projects/{id}/images", cut)).StatusCode);

        using var other = await host.SignedInAsync("client2");
        Assert.Equal(HttpStatusCode.NotFound, (await ProjectHost.SendAsync(other, id, "", photograph)).StatusCode);
        await client.PostAsync($"/api/v1/projects/{id}/close", null);
        Assert.Equal(HttpStatusCode.Conflict, (await ProjectHost.SendAsync(client, id, "", photograph)).StatusCode);
        Assert.Empty(await ProjectHost.FacesAsync(client, id));
    }

    [Fact]
    public async Task Image_EachRendition_GoesToThoseWhoMaySeeItAndIntoNoCache()
    {
        using var client = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(client);
        await ProjectHost.UploadAsync(client, id, ("a.jpg", TestPictures.JpegHeld(8)));
        var image = (await ProjectHost.FacesAsync(client, id))[0].GetProperty("imageId").GetString();
        (string User, string Rendition, HttpStatusCode Expected)[] cases =
        [
            ("client1", "original", HttpStatusCode.OK), ("client1", "work", HttpStatusCode.OK), ("client1", "thumbnail", HttpStatusCode.OK),
            ("client1", "raw", HttpStatusCode.NotFound), ("client1", "1", HttpStatusCode.NotFound),
            ("admin1", "original", HttpStatusCode.OK),
            ("supervisor1", "original", HttpStatusCode.NotFound), ("supervisor1", "work", HttpStatusCode.OK),
            ("client2", "thumbnail", HttpStatusCode.NotFound), ("annotator1", "work", HttpStatusCode.NotFound),
        ];
        foreach (var (user, rendition, expected) in cases)
        {
            using var viewer = await host.SignedInAsync(user);
            var answer = await viewer.GetAsync($"/api/v1/images/{image}/{rendition}");
            Assert.True(answer.StatusCode == expected, $"{user} got {answer.StatusCode} for {rendition}");
            if (expected != HttpStatusCode.OK) continue;
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal((64, 96), await SizeAsync(answer));
        }
    }

    [Fact]
    public async Task Photograph_OfALiveAssignment_IsThePartThatItsHolderIsShown()
    {
        using var client = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(client);
        var box = "<dataset><images><image file='a.png'><box top='100' left='200' width='60' height='80'/></image></images></dataset>"u8.ToArray();
        await ProjectHost.UploadAsync(client, id, ("a.png", TestPictures.Png(1200, 900)), ("a.xml", box));
        var code = (await ProjectHost.FacesAsync(client, id))[0].GetProperty("traceCode").GetString();
        var live = await ClaimAsync(code, "annotator1", "live", TimeSpan.FromMinutes(5));
        var view = WorkView.For(1200, 900, new FaceBox(200, 100, 60, 80));

        using var holder = await host.SignedInAsync("annotator1");
        foreach (var time in (string[])["drawn", "kept"])
        {
            var answer = await holder.GetAsync($"/api/v1/assignments/{live}/photograph");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"the {time} picture: {answer.StatusCode}");
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal((view.RenderedWidth, view.RenderedHeight), await SizeAsync(answer));
        }

        foreach (var userName in (string[])["annotator2", "supervisor1", "client1", "admin1"])
        {
            using var other = await host.SignedInAsync(userName);
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/assignments/{live}/photograph")).StatusCode);
        }

        var expired = await ClaimAsync(code, "annotator3", "live", TimeSpan.FromMinutes(-1));
        var skipped = await ClaimAsync(code, "annotator4", "skipped", TimeSpan.FromMinutes(5));
        foreach (var (userName, assignment) in ((string, Guid)[])[("annotator3", expired), ("annotator4", skipped)])
        {
            using var late = await host.SignedInAsync(userName);
            Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync($"/api/v1/assignments/{assignment}/photograph")).StatusCode);
        }
    }

    [Fact]
    public async Task Face_History_HasTheImageHashAndPseudonymsAlone()
    {
        using var client = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(client);
        await ProjectHost.UploadAsync(client, id, ("a.jpg", TestPictures.JpegNumber(77)));
        var code = (await ProjectHost.FacesAsync(client, id))[0].GetProperty("traceCode").GetString()!;
        await ClaimAsync(code, "annotator1", "skipped", TimeSpan.FromMinutes(5));
        var answer = await client.GetAsync($"/api/v1/faces/{code.ToLowerInvariant()}");
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var text = await answer.Content.ReadAsStringAsync();
        var history = JsonDocument.Parse(text).RootElement;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(TestPictures.JpegNumber(77)));
        Assert.Equal(hash, history.GetProperty("image").GetProperty("sha256").GetString());
        Assert.Equal("skipped", history.GetProperty("assignments")[0].GetProperty("state").GetString());
        Assert.NotEmpty(history.GetProperty("assignments")[0].GetProperty("annotator").GetString()!);
        Assert.DoesNotContain("annotator1", text, StringComparison.Ordinal);
        Assert.Equal("0.00", history.GetProperty("paid").GetProperty("amount").GetString());
        using var other = await host.SignedInAsync("client2");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/faces/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/faces/LX-0000-0000")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/faces/nonsense")).StatusCode);
    }

    private async Task<Guid> ClaimAsync(string? code, string userName, string state, TimeSpan lease)
    {
        var id = Guid.CreateVersion7();
        var added = await host.Database.WriteAsync(s => s.ExecuteAsync(ClaimSql, new { id, code, userName, state, expires = DateTimeOffset.UtcNow + lease }));
        Assert.Equal(1, added);
        return id;
    }

    private static async Task<(int Width, int Height)> SizeAsync(HttpResponseMessage answer)
    {
        using var stream = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var header = PhotographHeader.Read(stream).Header!;
        return (header.RawWidth, header.RawHeight);
    }
}
