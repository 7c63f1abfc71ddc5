using System.IO.Compression;
using System.Text;
using AnnotationHub.Web.Tests.Images;
using AnnotationHub.Web.Tests.Projects;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary>What an operator brings into a project from this machine, seen by the site that serves meanwhile.</summary>
public sealed class ImportSubcommandTests : IAsyncLifetime
{
    private readonly SiteWithOperator site = new();
    private HttpClient client = null!;
    private Guid project;

    public async ValueTask InitializeAsync()
    {
        client = await site.Host.SignedInAsync("client1");
        project = await ProjectHost.CreateAsync(client);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Import_OfAFolder_BringsItsPhotographsInOnce()
    {
        var folder = Put("order/a.jpg", TestPictures.JpegNumber(1));
        Put("order/more/b.jpg", TestPictures.JpegNumber(2));
        Put("order/c.zip", Archive(("d.jpg", TestPictures.JpegNumber(3))));
        Put("order/.DS_Store", [1]);
        await ExpectAsync(0, "3 accepted with 3 faces, 0 duplicates, 0 rejected.", folder);
        Assert.Equal(["a.jpg", "d.jpg", "more/b.jpg"], (await FileNamesAsync()).Select(n => n.Replace("c.zip/", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var photograph = (await ProjectHost.FacesAsync(client, project))[0].GetProperty("imageId").GetString();
        Assert.True((await client.GetAsync($"/api/v1/images/{photograph}/work")).IsSuccessStatusCode);

        Put("order/e.jpg", TestPictures.JpegNumber(4));
        var said = await ExpectAsync(0, "1 accepted with 1 faces, 3 duplicates, 0 rejected.", folder);
        Assert.Contains("Duplicate\ta.jpg\tThis project has the same photograph already", said, StringComparison.Ordinal);
        Assert.Equal(4, (await FileNamesAsync()).Count);
    }

    [Fact]
    public async Task Import_WithFilesThatAreNone_TakesTheOthersAndNamesThem()
    {
        var folder = Put("order/a.jpg", TestPictures.JpegNumber(1));
        Put("order/b.jpg", Encoding.UTF8.GetBytes("no photograph"));
        var said = await ExpectAsync(1, "1 accepted with 1 faces, 0 duplicates, 1 rejected.", folder);
        Assert.Contains("Rejected\tb.jpg\tIts content is no JPEG", said, StringComparison.Ordinal);
        var (status, chinese, _) = await site.RunInAsync("zh_CN.UTF-8", "import", project.ToString(), Path.Combine(folder, "a.jpg"));
        Assert.Equal(0, status);
        Assert.Contains("收下 0 张照片、0 张人脸，重复 1 张，拒收 0 个文件。", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AsKnownFaces_TakesTheLandmarksForTheTruth()
    {
        var folder = Put("order/a.jpg", TestPictures.JpegNumber(1));
        Put("order/a.pts", Encoding.ASCII.GetBytes($"version: 1\nn_points: 68\n{{\n{string.Concat(Enumerable.Range(0, 68).Select(i => $"{2 + (i % 10)} {2 + (i / 10)}\n"))}}}\n"));
        await ExpectAsync(0, "accepted with 1 faces", folder, "GOLD");
        Assert.Equal(1L, await site.Host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM gold_truth"));
    }

    [Theory]
    [InlineData("Usage: import PROJECT PATH [boxes|gold|prelabel]")]
    [InlineData("Usage: import PROJECT PATH [boxes|gold|prelabel]", "PROJECT")]
    [InlineData("Usage: import PROJECT PATH [boxes|gold|prelabel]", "PROJECT", "FILE", "truth")]
    [InlineData("Usage: import PROJECT PATH [boxes|gold|prelabel]", "PROJECT", "FILE", "7")]
    [InlineData("Usage: import PROJECT PATH [boxes|gold|prelabel]", "PROJECT", "FILE", "gold", "more")]
    [InlineData("There is no project 课堂合影.", "课堂合影", "FILE")]
    [InlineData("There is no project 0198c0de-0000-7000-8000-000000000000.", "0198c0de-0000-7000-8000-000000000000", "FILE")]
    [InlineData("There is nothing at /nowhere/at/all.", "PROJECT", "/nowhere/at/all")]
    public async Task Import_InWordsThatMakeNoSense_IsRefusedAndTakesNothing(string why, params string[] words)
    {
        var file = Path.Combine(Put("order/a.jpg", TestPictures.JpegNumber(1)), "a.jpg");
        var (status, said, errors) = await site.RunAsync(["import", .. words.Select(w => w switch { "PROJECT" => project.ToString(), "FILE" => file, _ => w })]);
        Assert.Equal((2, "", why), (status, said, errors.Trim()));
        Assert.Empty(await FileNamesAsync());
    }

    [Fact]
    public async Task Import_IntoAClosedProject_IsRefused()
    {
        (await client.PostAsync($"/api/v1/projects/{project}/close", null)).EnsureSuccessStatusCode();
        var (status, _, errors) = await site.RunAsync("import", project.ToString(), Put("order/a.jpg", TestPictures.JpegNumber(1)));
        Assert.Equal((2, "The project is closed and takes no more photographs."), (status, errors.Trim()));
        Assert.Empty(await FileNamesAsync());
    }

    [Fact]
    public async Task Import_OnAnEmptyDatabase_FindsNoProject()
    {
        using var elsewhere = new ProgramRun();
        var (status, _, errors) = await elsewhere.RunAsync("en_US.UTF-8", "import", project.ToString(), site.Folder);
        Assert.Equal((2, $"There is no project {project}."), (status, errors.Trim()));
    }

    private async Task<string> ExpectAsync(int status, string summary, params string[] words)
    {
        var (answered, said, errors) = await site.RunAsync(["import", project.ToString(), .. words]);
        Assert.True(answered == status, $"{answered}: {said}{errors}");
        Assert.Contains(summary, said, StringComparison.Ordinal);
        return said;
    }

    private async Task<IReadOnlyList<string>> FileNamesAsync() => await site.Host.Database.QueryAsync<string>("SELECT file_name FROM photograph");

    /// <summary>Answers the first folder below the operator's.</summary>
    private string Put(string name, byte[] content)
    {
        var path = Path.Combine(site.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return Path.Combine(site.Folder, name.Split('/')[0]);
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
