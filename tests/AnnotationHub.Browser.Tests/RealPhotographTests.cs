using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Browser.Tests.Supervision;

namespace AnnotationHub.Browser.Tests;

/// <summary>Real photographs, the whole way round: a client's upload, labels over the hub, the consensus of two, a release, and the file's own numbers again.</summary>
public sealed class RealPhotographTests
{
    private const double TolerancePx = 0.01;

    [Fact]
    public async Task RealFaces_LabelledOverTheHubAsTheirFileSays_ComeOutAsTheyWentIn()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "faces");
        Assert.SkipUnless(Directory.Exists(folder), "No shared/data/faces beside the repository.");
        var given = Read(Path.Combine(folder, "faces.xml"));
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var project = await OrderAsync(client, [.. Directory.GetFiles(folder).Where(f => Path.GetExtension(f) is ".jpg" or ".xml")]);
        var truths = await TruthsAsync(client, project, given);
        Assert.Equal(18, truths.Count);

        foreach (var annotator in (string[])["annotator1", "annotator2"])
            Assert.Equal(18, await new HubAnnotator(annotator, SigmaPercent: 0).LabelAsync(host, project, truths));

        var released = await ReleasedAsync(client, project);
        Assert.Equal(given.Select(f => f.Key).Order(), released.Select(f => f.Key).Order());
        foreach (var face in released)
        {
            var before = given[face.Key].Single();
            Assert.All(Enumerable.Range(0, 68), l => Assert.InRange(Math.Max(Math.Abs(face.Value[l].X - before[l].X), Math.Abs(face.Value[l].Y - before[l].Y)), 0, TolerancePx));
        }
    }

    // By file and by where the first three landmarks are, in whole pixels: no two faces share them.
    private static ILookup<string, IReadOnlyList<(double X, double Y)>> Read(string path) => XDocument.Load(path).Descendants("image")
        .SelectMany(image => image.Elements("box").Select(box => (File: (string)image.Attribute("file")!, Parts: Parts(box))))
        .ToLookup(f => Key(f.File, f.Parts), f => f.Parts);

    private static IReadOnlyList<(double X, double Y)> Parts(XElement box) =>
        [.. box.Elements("part").OrderBy(p => (string)p.Attribute("name")!, StringComparer.Ordinal).Select(p => ((double)p.Attribute("x")!, (double)p.Attribute("y")!))];

    private static string Key(string file, IReadOnlyList<(double X, double Y)> parts) =>
        string.Create(CultureInfo.InvariantCulture, $"{file} {string.Join(' ', parts.Take(3).Select(p => $"{Math.Round(p.X)},{Math.Round(p.Y)}"))}");

    private static async Task<string> OrderAsync(HttpClient client, IReadOnlyList<string> files)
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects")
        {
            Content = JsonContent.Create(new { name = "真实照片", scheme = "ibug-68", pricePerFace = new { amount = "0.80", currency = "CNY" }, redundancy = new { minimum = 2, maximum = 3 }, guideline = "" }),
        };
        order.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var created = await client.SendAsync(order);
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var form = new MultipartFormDataContent();
        foreach (var path in files) form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(path)), "files", Path.GetFileName(path));
        (await client.PostAsync($"/api/v1/projects/{id}/images?landmarks=boxes", form)).EnsureSuccessStatusCode();
        (await client.PostAsync($"/api/v1/projects/{id}/open", null)).EnsureSuccessStatusCode();
        return id;
    }

    // A pixel of the file is a square: what it calls 201 lies half a pixel further from the photograph's edge.
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(double X, double Y)>>> TruthsAsync(
        HttpClient client, string project, ILookup<string, IReadOnlyList<(double X, double Y)>> given)
    {
        var faces = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/faces?limit=100");
        var byFile = given.SelectMany(g => g.Select(parts => (File: g.Key.Split(' ')[0], Parts: parts))).ToLookup(f => f.File, f => f.Parts);
        return faces.GetProperty("items").EnumerateArray().ToDictionary(
            f => f.GetProperty("traceCode").GetString()!,
            f => (IReadOnlyList<(double X, double Y)>)[.. Nearest(byFile[f.GetProperty("fileName").GetString()!], f.GetProperty("faceBox")).Select(p => (p.X + 0.5, p.Y + 0.5))]);
    }

    private static IReadOnlyList<(double X, double Y)> Nearest(IEnumerable<IReadOnlyList<(double X, double Y)>> faces, JsonElement box)
    {
        var (x, y) = (box.GetProperty("x").GetDouble() + (box.GetProperty("width").GetDouble() / 2), box.GetProperty("y").GetDouble() + (box.GetProperty("height").GetDouble() / 2));
        return faces.MinBy(f => Math.Pow(f.Average(p => p.X) - x, 2) + Math.Pow(f.Average(p => p.Y) - y, 2))!;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(double X, double Y)>>> ReleasedAsync(HttpClient client, string project)
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{project}/releases") { Content = JsonContent.Create(new { }) };
        order.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var started = await client.SendAsync(order);
        started.EnsureSuccessStatusCode();
        for (var attempt = 0; (await client.GetFromJsonAsync<JsonElement>(started.Headers.Location)).GetProperty("state").GetString() == "building"; attempt++)
        {
            Assert.True(attempt < 240, "The release was not built within a minute.");
            await Task.Delay(250);
        }

        // Read as anybody would who has never heard of this program.
        var coco = await client.GetFromJsonAsync<JsonElement>($"{started.Headers.Location}/files/coco-keypoints.json");
        var files = coco.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt64(), i => i.GetProperty("file_name").GetString()!);
        return coco.GetProperty("annotations").EnumerateArray().Select(a => (File: files[a.GetProperty("image_id").GetInt64()], Points: Keypoints(a)))
            .ToDictionary(f => Key(f.File, f.Points), f => f.Points);
    }

    private static IReadOnlyList<(double X, double Y)> Keypoints(JsonElement annotation)
    {
        var numbers = annotation.GetProperty("keypoints").EnumerateArray().Select(n => n.GetDouble()).ToArray();
        return [.. Enumerable.Range(0, numbers.Length / 3).Select(i => (numbers[3 * i], numbers[(3 * i) + 1]))];
    }
}
