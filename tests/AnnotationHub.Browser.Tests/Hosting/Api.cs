using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The program as other programs see it.</summary>
public static class Api
{
    /// <summary>A client that is signed in by a bearer token.</summary>
    public static async Task<HttpClient> SignedInAsync(string address, string userName, string password)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static Task<HttpClient> ClientAsync(string address) => SignedInAsync(address, "client1", "demo-client");

    public static async Task<bool> IsSubmittedAsync(this HttpClient client, string traceCode) => (await client.AnnotationsAsync(traceCode)).Count > 0;

    /// <summary>Where the landmarks of a face were put that has been submitted once.</summary>
    public static async Task<IReadOnlyList<(double X, double Y)>> SubmittedAsync(this HttpClient client, string traceCode) =>
        [.. (await client.AnnotationsAsync(traceCode)).Single().GetProperty("landmarks").EnumerateArray().Select(l => (l.GetProperty("x").GetDouble(), l.GetProperty("y").GetDouble()))];

    private static async Task<List<JsonElement>> AnnotationsAsync(this HttpClient client, string traceCode) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{traceCode}")).GetProperty("annotations").EnumerateArray()];

    /// <summary>The photograph's file of each of the project's faces.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FilesAsync(this HttpClient client, string project)
    {
        var faces = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/faces?limit=100");
        return faces.GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("traceCode").GetString()!, f => f.GetProperty("fileName").GetString()!);
    }
}
