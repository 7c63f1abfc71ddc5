using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Storage;
using AnnotationHub.Web.Tests.Earnings;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Projects;

/// <summary>What a price comes to by the hour, the signature under one that is too low, and the budget, over HTTP and pages.</summary>
public sealed class PriceEndpointTests : IAsyncLifetime
{
    private readonly ProjectHost host = new();
    private HttpClient client = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        client = await host.SignedInAsync("client1");
        admin = await host.SignedInAsync("admin1");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Preview_BeforeAnythingIsMeasured_SaysTheEstimateAndTheFloor()
    {
        var preview = await client.GetFromJsonAsync<JsonElement>("/api/v1/projects/price-preview?scheme=ibug-68&amount=0.80&currency=CNY");
        Assert.Equal(("28.2352", "21.30", 0), (Amount(preview, "hourlyRate"), Amount(preview, "hourlyFloor"), preview.GetProperty("measuredFaces").GetInt32()));
        Assert.False(preview.GetProperty("belowFloor").GetBoolean() || preview.GetProperty("needsSignature").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/projects/price-preview?scheme=ibug-68&amount=-1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/projects/price-preview?scheme=none&amount=1")).StatusCode);
    }

    [Fact]
    public async Task Open_PriceFarBelowTheFloor_NeedsAnAdministratorsSignature()
    {
        var address = await CreateAsync("0.10");
        var refused = await client.PostAsync($"{address}/open", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("urn:annotationhub:problem:price-below-floor", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        // The page says it before anybody tries.
        Assert.Contains("单价达不到最低时薪，不能开始标注。", await PageAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync($"{address}/price-signature", new { reason = "试点" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync($"{address}/price-signature", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{address}/price-signature", new { reason = "试点，只有轮廓" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"{address}/open", null)).StatusCode);
        Assert.Contains("试点，只有轮廓", await PageAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("不能开始标注", await PageAsync(), StringComparison.Ordinal);

        async Task<string> PageAsync() => WebUtility.HtmlDecode(await client.GetStringAsync(address["/api/v1".Length..]));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(300, false)]
    public async Task Open_AtAMeasuredTime_NeedsASignatureWhereThatMissesTheFloor(int seconds, bool opens)
    {
        // 0.80 a face: 28.80 an hour at 100 seconds, 9.60 at 300; the floor is 21.30. One far-off time does not move the median.
        var other = Guid.Parse((await CreateAsync("0.80"))[^36..]);
        await host.Services.GetRequiredService<Database>().WriteAsync(async s =>
        {
            var annotator = await s.ScalarAsync<Guid>("SELECT id FROM app_user WHERE user_name = 'annotator1'");
            for (var i = 0; i < 21; i++)
            {
                var work = await LedgerWorld.SubmittedAsync(s, annotator, 8000, 4000, other, DateTimeOffset.UtcNow);
                await s.ExecuteAsync(
                    "INSERT INTO accepted_time (scheme_key, annotation_id, active_ms) VALUES ('ibug-68', @id, @ms)", new { id = work.AnnotationId, ms = i == 0 ? 9_000_000L : seconds * 1000L });
            }
        });
        var preview = await client.GetFromJsonAsync<JsonElement>("/api/v1/projects/price-preview?scheme=ibug-68&amount=0.80&currency=CNY");
        Assert.Equal((21, seconds), (preview.GetProperty("measuredFaces").GetInt32(), preview.GetProperty("usualSeconds").GetInt32()));
        Assert.Equal((!opens, !opens), (preview.GetProperty("belowFloor").GetBoolean(), preview.GetProperty("needsSignature").GetBoolean()));
        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Conflict, (await client.PostAsync($"{await CreateAsync("0.80")}/open", null)).StatusCode);
    }

    [Fact]
    public async Task Budget_OfAProjectUnderWay_ForeseesWhatItWillCostAndWhenItIsDone()
    {
        var address = await CreateAsync("0.80", new { amount = "40", currency = "CNY" });
        var project = Guid.Parse(address[^36..]);
        // Four accepted faces took three labels each where two were asked; ten faces wait for two, six have one of two.
        await host.Services.GetRequiredService<Database>().WriteAsync(async s =>
        {
            foreach (var (state, faces, wanted, had) in new[] { ("accepted", 4, 3, 3), ("waiting", 10, 2, 0), ("inProgress", 6, 2, 1) })
            {
                for (var i = 0; i < faces; i++)
                {
                    var id = Guid.CreateVersion7();
                    await s.ExecuteAsync("INSERT INTO photograph (id, project_id, file_name, upload_sha256, original_blob, work_blob, thumbnail_blob, media_type, width_px, height_px, orientation, raw_width_px, raw_height_px, created_at) VALUES (@id, @project, 'a.jpg', @hash, 'o', 'w', 't', 'image/jpeg', 100, 100, 1, 100, 100, 0)", new { id, project, hash = id.ToString("N") });
                    await s.ExecuteAsync("INSERT INTO task (id, project_id, photograph_id, face_number, trace_code, box_x, box_y, box_width, box_height, state, wanted, annotation_count, state_changed_at, created_at) VALUES (@id, @project, @id, 1, @trace, 0, 0, 10, 10, @state, @wanted, @had, 0, 0)", new { id, project, trace = id.ToString("N"), state, wanted, had });
                }
            }

            await s.ExecuteAsync("UPDATE project_tally SET faces = 20, waiting = 10, in_progress = 6, accepted = 4 WHERE project_id = @project", new { project });
            await s.ExecuteAsync("INSERT INTO project_tally (project_id, faces, waiting, in_progress, accepted) SELECT @project, 20, 10, 6, 4 WHERE NOT EXISTS (SELECT 1 FROM project_tally WHERE project_id = @project)", new { project });
        });
        var budget = await client.GetFromJsonAsync<JsonElement>($"{address}/budget");
        Assert.Equal(26, budget.GetProperty("openLabels").GetInt64());
        // 26 labels, and half as many again for disagreement: 39 at 0.80.
        Assert.Equal(("31.20", "0.00", "40.00"), (Amount(budget, "forecast"), Amount(budget, "committed"), Amount(budget, "left")));
        Assert.Equal((false, false, JsonValueKind.Null), (budget.GetProperty("willExceed").GetBoolean(), budget.GetProperty("exhausted").GetBoolean(), budget.GetProperty("daysLeft").ValueKind));
        var less = await (await PutAsync(address, new { amount = "31.19", currency = "CNY" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(less.GetProperty("willExceed").GetBoolean());
    }

    [Fact]
    public async Task Create_InACurrencyThatNobodyIsPaidIn_IsRefused()
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects")
        {
            Content = JsonContent.Create(new { name = "x", scheme = "ibug-68", pricePerFace = new { amount = "0.80", currency = "USD" }, redundancy = new { minimum = 2, maximum = 3 }, guideline = "" }),
        };
        order.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var answer = await client.SendAsync(order);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var fault = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("pricePerFace.currency")[0].GetString()!;
        Assert.Contains("CNY", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budget_SetReadAndTakenAway_IsWhatTheOwnerSees()
    {
        var address = await CreateAsync("0.80", new { amount = "40", currency = "CNY" });
        var budget = await client.GetFromJsonAsync<JsonElement>($"{address}/budget");
        Assert.Equal(("40.00", "40.00", "0.00"), (Amount(budget, "budget"), Amount(budget, "left"), Amount(budget, "spent")));
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(address, new { amount = "40", currency = "USD" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(address, new { amount = "forty", currency = "CNY" })).StatusCode);
        var without = await (await PutAsync(address, null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(JsonValueKind.Null, without.GetProperty("budget").ValueKind);
        var other = await host.SignedInAsync("client2");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{address}/budget")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsJsonAsync($"{address}/budget", new { budget = (object?)null })).StatusCode);
    }

    [Fact]
    public async Task Create_BudgetBelowOneFace_IsRefused()
    {
        var answer = await client.PostAsJsonAsync("/api/v1/projects", Order("0.80", new { amount = "0.79", currency = "CNY" }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("budget.amount", out _));
    }

    private static object Order(string price, object? budget) => new
    {
        name = "单价",
        scheme = "ibug-68",
        pricePerFace = new { amount = price, currency = "CNY" },
        redundancy = new { minimum = 2, maximum = 3 },
        guideline = "",
        budget,
    };

    private async Task<string> CreateAsync(string price, object? budget = null)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/projects", Order(price, budget));
        answer.EnsureSuccessStatusCode();
        return $"/api/v1/projects/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
    }

    private Task<HttpResponseMessage> PutAsync(string address, object? budget) => client.PutAsJsonAsync($"{address}/budget", new { budget });

    private static string Amount(JsonElement element, string name) => element.GetProperty(name).GetProperty("amount").GetString()!;
}
