using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>How the first person comes into an empty site outside Development: by the link that the program prints, once.</summary>
public sealed partial class FirstAdministratorTests : IDisposable
{
    private const string Password = "一句好记又够长的话!";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-first-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Link_PrintedOnAnEmptyDatabase_SetsThePasswordOnceAndIsPrintedNoMore()
    {
        string used;
        await using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            used = Printed(server.Output) ?? throw new InvalidOperationException($"No link in: {server.Output}");
            Assert.StartsWith(server.Address.ToString(), used, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(server)).StatusCode);
            Assert.Contains("密码已保存", await SetAsync(server, used, Password), StringComparison.Ordinal);

            using var session = await SignInAsync(server);
            var body = await session.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("admin", body.GetProperty("user").GetProperty("roles")[0].GetString());
            using var client = Client(server);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
            Assert.Equal("admin", (await client.GetFromJsonAsync<JsonElement>("/api/v1/me")).GetProperty("userName").GetString());

            // The same link again, and the form that somebody opened before it was used.
            Assert.Contains("不能用了", await ReadAsync(client, used), StringComparison.Ordinal);
            Assert.Contains("不能用了", await SetAsync(server, used, "另一句也够长的好话!", form: "/sign-in"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await SignInAsync(server)).StatusCode);
        }

        await using var again = await ServerProcess.StartAsync(folder.FullName);
        Assert.Null(Printed(again.Output));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Link_NotUsedBeforeTheNextStart_IsReplacedByThatOnes()
    {
        string older;
        await using (var server = await ServerProcess.StartAsync(folder.FullName)) older = Printed(server.Output)!;
        await using var again = await ServerProcess.StartAsync(folder.FullName);
        var newer = Printed(again.Output)!;
        using var client = Client(again);
        Assert.Contains("不能用了", await ReadAsync(client, new Uri(older).PathAndQuery), StringComparison.Ordinal);
        Assert.Contains("admin", await ReadAsync(client, newer), StringComparison.Ordinal);
    }

    private static string? Printed(string output) => Link().Match(output) is { Success: true } match ? match.Value : null;

    /// <summary>Sends the form of the link with the token of a form of this site; answers the page.</summary>
    private static async Task<string> SetAsync(ServerProcess server, string link, string password, string? form = null)
    {
        using var client = Client(server);
        var token = AntiForgery().Match(await client.GetStringAsync(form ?? link)).Groups[1].Value;
        Assert.NotEmpty(token);
        using var fields = new FormUrlEncodedContent([new("password", password), new("repeated", password), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri(link), fields);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> SignInAsync(ServerProcess server)
    {
        using var client = Client(server);
        return await client.PostAsJsonAsync("/api/v1/session", new { userName = "admin", password = Password });
    }

    private static async Task<string> ReadAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));

    private static HttpClient Client(ServerProcess server) => new() { BaseAddress = server.Address };

    [GeneratedRegex("http://[^ ]+/password/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex AntiForgery();
}
