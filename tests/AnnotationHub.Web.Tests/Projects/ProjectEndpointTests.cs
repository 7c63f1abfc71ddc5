using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AnnotationHub.Web.Images.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Projects;

public sealed class ProjectEndpointTests(ProjectHost host) : IClassFixture<ProjectHost>
{
    [Fact]
    public async Task Create_Valid_IsADraftOfItsOwner()
    {
        using var client = await host.SignedInAsync("client1");
        var answer = await client.PostAsJsonAsync("/api/v1/projects", ProjectHost.Order("合影"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var project = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"/api/v1/projects/{project.GetProperty("id").GetString()}", answer.Headers.Location!.ToString());
        Assert.Equal(("合影", "draft"), (project.GetProperty("name").GetString(), project.GetProperty("state").GetString()));
        Assert.Equal("0.80", project.GetProperty("pricePerFace").GetProperty("amount").GetString());
        Assert.Equal(3.0, project.GetProperty("qualityTarget").GetProperty("maximumErrorPercent").GetDouble());
        Assert.All(project.GetProperty("counts").EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt32()));
        Assert.Equal(project.ToString(), (await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location)).ToString());
    }

    [Fact]
    public async Task Create_SameIdempotencyKey_CreatesOnce()
    {
        using var client = await host.SignedInAsync("client2");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var first = await ProjectHost.CreateAsync(client, "一次");
        Assert.Equal(first, await ProjectHost.CreateAsync(client, "一次"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsJsonAsync("/api/v1/projects", ProjectHost.Order("另一个"))).StatusCode);
    }

    [Fact]
    public async Task Create_SameIdempotencyKeyTwentyTimesAtOnce_CreatesOnce()
    {
        using var client = await host.SignedInAsync("client2");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "at-once");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsJsonAsync("/api/v1/projects", ProjectHost.Order("同时"))));
        // Whoever comes while the first is still at it is told so, or waits for its answer; nobody creates another.
        var created = answers.Where(a => a.StatusCode == HttpStatusCode.Created).ToList();
        Assert.True(created.Count > 0, string.Join(" ", answers.Select(a => a.StatusCode)));
        Assert.All(answers.Except(created), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        Assert.Single((await Task.WhenAll(created.Select(a => a.Content.ReadFromJsonAsync<JsonElement>()))).Select(p => p.GetProperty("id").GetGuid()).Distinct());
        var listed = (await client.GetFromJsonAsync<JsonElement>("/api/v1/projects?limit=200")).GetProperty("items").EnumerateArray();
        Assert.Single(listed, p => p.GetProperty("name").GetString() == "同时");
    }

    [Fact]
    public async Task Upload_ToADiskThatTakesNothing_IsTheServersFaultAndTakesNothing()
    {
        await using var full = new ProjectHost();
        using var client = await full.SignedInAsync("client1", "en");
        var id = await ProjectHost.CreateAsync(client);
        var spool = full.Services.GetRequiredService<SpoolFolder>().Path;
        Directory.Delete(spool, recursive: true);
        var answer = await ProjectHost.SendAsync(client, id, "", ("a.jpg", Images.TestPictures.Jpeg()));
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.Equal("urn:annotationhub:problem:storage-full", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Directory.CreateDirectory(spool);
        Assert.Equal(1, (await ProjectHost.UploadAsync(client, id, ("a.jpg", Images.TestPictures.Jpeg()))).GetProperty("faces").GetInt32());
    }

    [Theory]
    [InlineData("name", "\"\"", "name")]
    [InlineData("name", "\"a\\u0007b\"", "name")]
    [InlineData("scheme", "\"ibug-5\"", "scheme")]
    [InlineData("scheme", "null", "scheme")]
    [InlineData("pricePerFace", "null", "pricePerFace.currency", "pricePerFace.amount")]
    [InlineData("pricePerFace", """{"amount":"0","currency":"CNY"}""", "pricePerFace.amount")]
    [InlineData("pricePerFace", """{"amount":"-1","currency":"CNY"}""", "pricePerFace.amount")]
    [InlineData("pricePerFace", """{"amount":"0.80001","currency":"CNY"}""", "pricePerFace.amount")]
    [InlineData("pricePerFace", """{"amount":"NaN","currency":"CNY"}""", "pricePerFace.amount")]
    [InlineData("pricePerFace", """{"amount":"0.80","currency":"XYZ"}""", "pricePerFace.currency")]
    [InlineData("pricePerFace", """{"amount":"0.80","currency":"cny"}""", "pricePerFace.currency")]
    [InlineData("redundancy", """{"minimum":0,"maximum":3}""", "redundancy.minimum")]
    [InlineData("redundancy", """{"minimum":3,"maximum":2}""", "redundancy.maximum")]
    [InlineData("redundancy", """{"minimum":2,"maximum":6}""", "redundancy.maximum")]
    [InlineData("qualityTarget", """{"maximumErrorPercent":0}""", "qualityTarget.maximumErrorPercent")]
    public async Task Create_BadField_IsNamedInTheCallersLanguage(string field, string value, params string[] expected)
    {
        var body = JsonSerializer.SerializeToNode(ProjectHost.Order())!.AsObject();
        body[field] = JsonNode.Parse(value);
        var messages = new List<string>();
        foreach (var culture in (string[])["zh-CN", "en"])
        {
            using var client = await host.SignedInAsync("client1", culture);
            var answer = await client.PostAsync("/api/v1/projects", JsonContent.Create(body));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("urn:annotationhub:problem:validation", problem.GetProperty("type").GetString());
            var errors = problem.GetProperty("errors");
            Assert.Equal(expected, errors.EnumerateObject().Select(e => e.Name));
            messages.Add(errors.EnumerateObject().First().Value[0].GetString()!);
        }

        Assert.Contains(messages[0], c => c >= '一');
        Assert.DoesNotContain(messages[1], c => c >= '一');
    }

    [Fact]
    public async Task Project_OfAnotherClient_DoesNotExist()
    {
        using var owner = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(owner);
        foreach (var userName in (string[])["client2", "annotator1"])
        {
            using var other = await host.SignedInAsync(userName);
            foreach (var path in (string[])["", "/faces"])
                Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/projects/{id}{path}")).StatusCode);
            foreach (var path in (string[])["/open", "/pause", "/close", "/images"])
                Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/v1/projects/{id}{path}", null)).StatusCode);
        }

        using var supervisor = await host.SignedInAsync("supervisor1");
        Assert.Equal(HttpStatusCode.OK, (await supervisor.GetAsync($"/api/v1/projects/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.PostAsync($"/api/v1/projects/{id}/open", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/api/v1/projects/{Guid.NewGuid()}")).StatusCode);
        using var nobody = host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/v1/projects/{id}")).StatusCode);
    }

    [Fact]
    public async Task Move_EachTransition_NamesTheStatesItExpects()
    {
        using var client = await host.SignedInAsync("client1");
        var id = await ProjectHost.CreateAsync(client);
        (string Move, HttpStatusCode Status, string State)[] steps =
        [
            ("pause", HttpStatusCode.Conflict, "draft"), ("open", HttpStatusCode.OK, "open"), ("open", HttpStatusCode.OK, "open"),
            ("pause", HttpStatusCode.OK, "paused"), ("open", HttpStatusCode.OK, "open"), ("close", HttpStatusCode.OK, "closed"),
            ("open", HttpStatusCode.Conflict, "closed"), ("pause", HttpStatusCode.Conflict, "closed"), ("close", HttpStatusCode.OK, "closed"),
        ];
        foreach (var (move, status, state) in steps)
        {
            Assert.Equal(status, (await client.PostAsync($"/api/v1/projects/{id}/{move}", null)).StatusCode);
            var now = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{id}");
            Assert.Equal(state, now.GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task List_InPages_HasEveryProjectOfTheCallerOnceNewestFirst()
    {
        using var client = await host.SignedInAsync("client2");
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++) made.Insert(0, await ProjectHost.CreateAsync(client, $"项目 {i}"));
        var listed = new List<Guid>();
        for (string? after = null, query = "?limit=2"; query is not null; query = after is null ? null : $"?limit=2&after={after}")
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects{query}");
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Equal(made, listed.Where(made.Contains));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Pages_OfAClient_AreWholeInBothLanguages(string culture)
    {
        using var client = await host.SignedInAsync("client1", culture);
        var id = await ProjectHost.CreateAsync(client);
        await ProjectHost.UploadAsync(client, id, ("a.jpg", Images.TestPictures.JpegHeld(6)));
        var code = (await ProjectHost.FacesAsync(client, id))[0].GetProperty("traceCode").GetString();
        foreach (var path in (string[])["/projects", "/projects/new", $"/projects/{id}", $"/projects/{id}?state=waiting", $"/faces/{code}"])
        {
            var answer = await client.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {answer.StatusCode}");
            Assert.Contains($"lang=\"{culture}\"", html, StringComparison.Ordinal);
            // A text that is missing shows its key.
            Assert.DoesNotMatch(@">\s*(New|Face|Faces|Figure|Upload|Project|Projects|Column|State|Event|Annotation|Origin)\.[A-Za-z.]+\s*<", html);
        }

        using var other = await host.SignedInAsync("client2");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/projects/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/faces/{code}")).StatusCode);
    }
}
