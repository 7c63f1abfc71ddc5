using System.Net.Http.Json;
using System.Text.Json;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>A sample photograph with one face, and where its landmarks truly are, in pixels of the photograph from its corner.</summary>
public sealed record SampleFace(string Scheme, string FileName, IReadOnlyList<(double X, double Y)> Truth)
{
    private static string Folder => Path.Combine(RepositoryRoot.Path, "sample-images");

    /// <summary>The photographs that hold exactly one face, in the order of the file.</summary>
    public static IReadOnlyList<SampleFace> Single(string scheme = "ibug-68")
    {
        using var coco = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, LandmarksOf(scheme))));
        var faces = coco.RootElement.GetProperty("annotations").EnumerateArray().GroupBy(a => a.GetProperty("image_id").GetInt64())
            .Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First());
        return [.. coco.RootElement.GetProperty("images").EnumerateArray()
            .Where(i => faces.ContainsKey(i.GetProperty("id").GetInt64()))
            .Select(i => new SampleFace(scheme, i.GetProperty("file_name").GetString()!, Points(faces[i.GetProperty("id").GetInt64()])))];
    }

    /// <summary>A new open project of client1 with this photograph's face.</summary>
    public Task<string> OrderAsync(HttpClient client, int minimum, int maximum, string landmarks = "boxes") => OrderAsync(client, [this], minimum, maximum, landmarks);

    /// <summary>A new open project of client1 with these photographs' faces; <paramref name="landmarks"/> says what the landmark file is for.</summary>
    public static async Task<string> OrderAsync(HttpClient client, IReadOnlyList<SampleFace> faces, int minimum, int maximum, string landmarks = "boxes")
    {
        var scheme = faces[0].Scheme;
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects")
        {
            Content = JsonContent.Create(new
            {
                name = "课堂合影",
                scheme,
                pricePerFace = new { amount = "0.80", currency = "CNY" },
                redundancy = new { minimum, maximum },
                guideline = "按参考图标注",
            }),
        };
        order.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var created = await client.SendAsync(order);
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var form = new MultipartFormDataContent();
        foreach (var name in (string[])[.. faces.Select(f => f.FileName), LandmarksOf(scheme)])
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Folder, name))), "files", name);
        (await client.PostAsync($"/api/v1/projects/{id}/images?landmarks={landmarks}", form)).EnsureSuccessStatusCode();
        (await client.PostAsync($"/api/v1/projects/{id}/open", null)).EnsureSuccessStatusCode();
        return id;
    }

    private static string LandmarksOf(string scheme) => $"landmarks.{scheme}.coco.json";

    // COCO counts pixels from the middle of the first one.
    private static List<(double X, double Y)> Points(JsonElement annotation)
    {
        var numbers = annotation.GetProperty("keypoints").EnumerateArray().Select(n => n.GetDouble()).ToArray();
        return [.. Enumerable.Range(0, numbers.Length / 3).Select(i => (numbers[3 * i] + 0.5, numbers[(3 * i) + 1] + 0.5))];
    }
}
