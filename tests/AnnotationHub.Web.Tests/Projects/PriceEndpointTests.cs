using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync($"{address}/price-signature", new { reason = "试点" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync($"{address}/price-signature", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{address}/price-signature", new { reason = "试点，只有轮廓" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"{address}/open", null)).StatusCode);
        Assert.Contains("试点，只有轮廓", WebUtility.HtmlDecode(await client.GetStringAsync(address["/api/v1".Length..])), StringComparison.Ordinal);
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
