using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Tests.Labeling;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Supervision;

/// <summary>Flags are rows for a person to look at: raised once, decided once, with a reason.</summary>
public sealed class FlagTests : IAsyncLifetime
{
    private LabelingHost host = null!;
    private Guid annotator;

    public async ValueTask InitializeAsync()
    {
        host = await new LabelingHost().StartAsync(faces: 3);
        await using var mei = await host.ConnectAsync("mei");
        annotator = mei.AnnotatorId;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Raise_SeenAgain_IsOneRowBroughtUpToDate()
    {
        Assert.True(await RaiseAsync(labels: 10, measured: 0.6));
        Assert.False(await RaiseAsync(labels: 11, measured: 0.5));
        Assert.True(await RaiseAsync(labels: 11, measured: 0.5, subject: "eye"));
        var page = await GetAsync("supervisor1", "/api/v1/supervision/flags");
        Assert.Equal(2, page.GetProperty("open").GetInt64());
        var flag = page.GetProperty("items").EnumerateArray().Single(f => f.GetProperty("subject").ValueKind == JsonValueKind.Null);
        Assert.Equal((0.5, 11, "doesNotFollowTheFace", "stop"), (flag.GetProperty("measured").GetDouble(), flag.GetProperty("labels").GetInt32(), flag.GetProperty("kind").GetString(), flag.GetProperty("severity").GetString()));
        Assert.Equal(2, flag.GetProperty("faces").GetArrayLength());
    }

    [Fact]
    public async Task Dismiss_WithANote_ClosesItUntilThereIsMuchMoreToSee()
    {
        await RaiseAsync(labels: 10, measured: 0.6);
        var id = (await GetAsync("supervisor1", "/api/v1/supervision/flags")).GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("supervisor1", $"/api/v1/supervision/flags/{id}/dismiss", " "));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("supervisor1", $"/api/v1/supervision/flags/{id}/dismiss", "He was learning."));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("supervisor1", $"/api/v1/supervision/flags/{id}/confirm", "No."));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("supervisor1", $"/api/v1/supervision/flags/{Guid.CreateVersion7():D}/confirm", "No."));

        Assert.False(await RaiseAsync(labels: 12, measured: 0.5));
        Assert.Empty((await GetAsync("supervisor1", "/api/v1/supervision/flags")).GetProperty("items").EnumerateArray());
        var decided = (await GetAsync("supervisor1", $"/api/v1/supervision/flags?state=dismissed&annotator={annotator:D}")).GetProperty("items")[0];
        Assert.Equal("He was learning.", decided.GetProperty("decision").GetProperty("note").GetString());
        Assert.True(await RaiseAsync(labels: 31, measured: 0.5));
    }

    [Fact]
    public async Task Copying_NamesWhoseLabelsTheyAre()
    {
        await using var lan = await host.ConnectAsync("lan");
        await RaiseAsync(labels: 9, measured: 0.97, subject: $"{lan.AnnotatorId:D}", kind: FlagKind.Copying);
        await RaiseAsync(labels: 9, measured: 0.6, subject: "eye");
        var items = (await GetAsync("supervisor1", "/api/v1/supervision/flags")).GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("kind").GetString()!);
        var pseudonym = await host.Database.ScalarAsync<string>("SELECT pseudonym FROM app_user WHERE id = @id", new { id = lan.AnnotatorId });
        Assert.StartsWith("P-", pseudonym, StringComparison.Ordinal);
        Assert.Equal(pseudonym, items["copying"].GetProperty("other").GetString());
        Assert.Equal(JsonValueKind.Null, items["doesNotFollowTheFace"].GetProperty("other").ValueKind);
    }

    [Theory]
    [InlineData("annotator1")]
    [InlineData("client1")]
    public async Task Flags_OfWhoIsNoSupervisor_AreNotShown(string user)
    {
        await RaiseAsync(labels: 10, measured: 0.6);
        using var client = await ClientAsync(user);
        using var answer = await client.GetAsync(new Uri("/api/v1/supervision/flags", UriKind.Relative));
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]);
    }

    [Fact]
    public async Task Flags_Paged_ComeNewestFirstAndOnce()
    {
        for (var i = 0; i < 5; i++) await RaiseAsync(labels: 10, measured: 0.6, subject: $"s{i}");
        var subjects = new List<string?>();
        var after = "";
        do
        {
            var page = await GetAsync("admin1", $"/api/v1/supervision/flags?limit=2{after}");
            subjects.AddRange(page.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("subject").GetString()));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(["s4", "s3", "s2", "s1", "s0"], subjects);
    }

    [Fact]
    public async Task Flags_OfDifferentUrgency_ComeTheMostUrgentFirst()
    {
        await RaiseAsync(labels: 10, measured: 0.6, subject: "stop");
        await RaiseAsync(labels: 10, measured: 0.6, subject: "coach", FlagUrgency.Coach);
        for (var i = 0; i < 4; i++) await RaiseAsync(labels: 10, measured: 0.6, subject: $"warn{i}", FlagUrgency.Warn);
        foreach (var whose in (string[])["", $"&annotator={annotator:D}"])
        {
            var subjects = new List<string?>();
            var after = "";
            do
            {
                var page = await GetAsync("supervisor1", $"/api/v1/supervision/flags?limit=3{whose}{after}");
                Assert.Equal(6, page.GetProperty("open").GetInt64());
                subjects.AddRange(page.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("subject").GetString()));
                after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
            }
            while (after.Length > 0);
            Assert.Equal(["stop", "coach", "warn3", "warn2", "warn1", "warn0"], subjects);
        }

        var other = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'annotator1'");
        Assert.Equal(0, (await GetAsync("supervisor1", $"/api/v1/supervision/flags?annotator={other:D}")).GetProperty("open").GetInt64());
    }

    [Fact]
    public async Task Decision_OfTheRule_SaysSoInTheCallersLanguage()
    {
        await RaiseAsync(labels: 10, measured: 0.6);
        await host.Database.WriteAsync(async s => await FaceFlags.WithoutAsync(s, annotator, (await s.QueryAsync<Guid>("SELECT id FROM task ORDER BY id"))[0], supervisor: null, host.Clock.GetUtcNow()));
        var decision = (await GetAsync("supervisor1", "/api/v1/supervision/flags?state=dismissed")).GetProperty("items")[0].GetProperty("decision");
        Assert.Equal("系统规则", decision.GetProperty("by").GetString());
    }

    private Task<bool> RaiseAsync(int labels, double measured, string subject = "", FlagUrgency urgency = FlagUrgency.Stop, FlagKind kind = FlagKind.DoesNotFollowTheFace) => host.Database.WriteAsync(async session =>
    {
        host.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var tasks = await session.QueryAsync<Guid>("SELECT id FROM task ORDER BY id");
        var flag = new RaisedFlag(annotator, "ibug-68", kind, subject, urgency, measured, 0.7, labels);
        return await FlagRows.RaiseAsync(session, flag, tasks[labels % 2], quietLabels: 20, host.Clock.GetUtcNow());
    });

    private async Task<JsonElement> GetAsync(string user, string path)
    {
        using var client = await ClientAsync(user);
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    private async Task<HttpStatusCode> PostAsync(string user, string path, string note)
    {
        using var client = await ClientAsync(user);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { note }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<HttpClient> ClientAsync(string user)
    {
        var now = host.Clock.GetUtcNow();
        var id = await host.Database.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = @user", new { user });
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await host.Services.GetRequiredService<SessionTokenStore>().IssueAsync(id, now, now.AddHours(1)));
        return client;
    }
}
