using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Tests.Accounts;
using AnnotationHub.Web.Tests.Projects;

namespace AnnotationHub.Web.Tests.Hosting;

/// <summary>What operators, browsers and other programs find around the pages: health, metrics, headers, the API's description.</summary>
public sealed class HostTests : IAsyncLifetime
{
    private readonly ProjectHost host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_OfAHostThatServes_Is200(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await host.CreateClient().GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/schemes")]
    [InlineData("/no-such-page")]
    public async Task Answers_All_CarryTheHeadersThatProtect(string path)
    {
        var answer = await host.CreateClient().GetAsync(path);
        string Header(string name) => string.Join(' ', answer.Headers.GetValues(name));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        var policy = Header("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nonce_OfTheContentPolicy_IsNewEachTime()
    {
        var client = host.CreateClient();
        async Task<string> PolicyAsync() => (await client.GetAsync("/sign-in")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.NotEqual(await PolicyAsync(), await PolicyAsync());
    }

    [Fact]
    public async Task Page_ThatDoesNotExist_SaysSoInThePagesLanguage()
    {
        var answer = await (await Browser.SignedInAsync(host, "client1")).Client.GetAsync("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("lang=\"zh-CN\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesTheContractsCalls()
    {
        var document = await host.CreateClient().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        (string Method, string Path)[] contract =
        [
            ("post", "/api/v1/session"), ("delete", "/api/v1/session"), ("get", "/api/v1/me"), ("get", "/api/v1/schemes"), ("get", "/api/v1/schemes/{key}"),
            ("post", "/api/v1/projects"), ("get", "/api/v1/projects"), ("get", "/api/v1/projects/{id}"), ("post", "/api/v1/projects/{id}/open"),
            ("post", "/api/v1/projects/{id}/pause"), ("post", "/api/v1/projects/{id}/close"), ("get", "/api/v1/projects/{id}/faces"), ("get", "/api/v1/faces/{traceCode}"),
            ("post", "/api/v1/projects/{id}/images"), ("post", "/api/v1/projects/{id}/releases"), ("get", "/api/v1/projects/{id}/releases/{number}"),
            ("get", "/api/v1/projects/{id}/releases/{number}/files/{name}"), ("get", "/api/v1/images/{id}/{rendition}"), ("get", "/api/v1/assignments/{id}/photograph"), ("get", "/api/v1/supervision/queue"),
            ("post", "/api/v1/faces/{traceCode}/adjudication"), ("get", "/api/v1/annotators/{id}/skill"), ("get", "/api/v1/me/earnings"), ("get", "/api/v1/me/earnings/entries"),
            ("post", "/api/v1/me/appeals"), ("post", "/api/v1/payouts"), ("get", "/api/v1/payouts/{id}"), ("post", "/api/v1/payouts/{id}/approve"),
            ("post", "/api/v1/payouts/{id}/items/{item}"), ("get", "/api/v1/programme/report"),
        ];
        Assert.All(contract, c => Assert.True(paths.TryGetValue(c.Path, out var path) && path.TryGetProperty(c.Method, out _), $"{c.Method} {c.Path}"));
        Assert.True(document.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("bearer", out _));
    }

    [Theory]
    [InlineData("{cut off", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("""{"pricePerFace":{"amount":0.8,"currency":"CNY"}}""", "pricePerFace.amount")]
    [InlineData("""{"redundancy":{"minimum":"two"}}""", "redundancy.minimum")]
    public async Task Body_ThatCannotBeRead_IsTheCallersFaultInTheCallersLanguage(string body, string? field)
    {
        foreach (var (culture, title) in (IReadOnlyList<(string, string)>)[("zh-CN", field is null ? "请求格式不对。" : "有些内容需要改正。"), ("en", field is null ? "The request is malformed." : "Some fields need correction.")])
        {
            using var client = await host.SignedInAsync("client1", culture);
            var answer = await client.PostAsync("/api/v1/projects", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(title, problem.GetProperty("title").GetString());
            if (field is not null) Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
            Assert.Empty((await client.GetFromJsonAsync<JsonElement>("/api/v1/projects")).GetProperty("items").EnumerateArray());
        }
    }

    [Theory]
    [InlineData("limit=many")]
    [InlineData("after=nothing")]
    public async Task Query_ThatCannotBeRead_IsTheCallersFault(string query)
    {
        using var client = await host.SignedInAsync("client1");
        var answer = await client.GetAsync($"/api/v1/projects?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:annotationhub:problem:bad-request", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("annotator1", "/api/v1/me/earnings/entries")]
    [InlineData("supervisor1", "/api/v1/supervision/queue")]
    [InlineData("supervisor1", "/api/v1/supervision/flags")]
    [InlineData("admin1", "/api/v1/trail")]
    public async Task After_ThatNoPageHasAnswered_IsSaidInTheCallersLanguage(string userName, string list)
    {
        foreach (var (culture, sentence) in (IReadOnlyList<(string, string)>)[("zh-CN", "不是这个列表给出的下一页（next）。"), ("en", "Not a “next” that this list has answered.")])
        {
            using var client = await host.SignedInAsync(userName, culture);
            var answer = await client.GetAsync($"{list}?after=nothing");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
            Assert.Equal(sentence, errors.GetProperty("after")[0].GetString());
        }
    }

    [Fact]
    public async Task Metrics_WithAnAdministratorsToken_ArePrometheusText()
    {
        var client = await host.SignedInAsync("admin1");
        var answer = await client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("# TYPE annotationhub_faces gauge", text, StringComparison.Ordinal);
        Assert.Matches("process_resident_memory_bytes [1-9]", text);
        Assert.Matches("http_server_requests_total\\{[^}]*status=\"200\"[^}]*\\} [1-9]", text);
    }

    [Theory]
    [InlineData("supervisor1", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Metrics_WithoutAnAdministratorsToken_AreRefused(string? userName, HttpStatusCode expected)
    {
        var client = userName is null ? host.CreateClient() : await host.SignedInAsync(userName);
        Assert.Equal(expected, (await client.GetAsync("/metrics")).StatusCode);
    }
}
