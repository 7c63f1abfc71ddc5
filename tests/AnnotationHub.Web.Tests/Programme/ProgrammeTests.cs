using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Programme;
using AnnotationHub.Web.Tests.Earnings;

namespace AnnotationHub.Web.Tests.Programme;

/// <summary>The programme's report through the real host, with people in two townships.</summary>
public sealed class ProgrammeTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient supervisor = null!;

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        supervisor = await host.SignedInAsync("supervisor1", "demo-supervisor");
        var rejecter = await host.IdAsync("supervisor1");
        for (var i = 0; i < 12; i++)
        {
            var user = AppUser.Create($"villager{i}", $"villager{i}", [UserRoles.Annotator], DateTimeOffset.UtcNow);
            (user.County, user.Township, user.Village) = ("临县", i < 8 ? "三交镇" : "碛口镇", i < 2 ? "孙家沟" : "西湾");
            await host.Database.WriteAsync(s => UserStore.InsertAsync(s, user));
            await host.FaceAsync(user.Id, accepted: true, rejecter);
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Report_TwoTownships_ShowsSumsAndHidesTheFew()
    {
        var report = await supervisor.GetFromJsonAsync<JsonElement>("/api/v1/programme/report");
        Assert.Equal((5, "1500.00"), (report.GetProperty("smallestGroup").GetInt32(), report.GetProperty("monthlyIncomeTarget").GetProperty("amount").GetString()));
        var all = Line(report, "all", null);
        // The demonstration's eight, six of them certified, are enrolled; the twelve worked.
        Assert.Equal((20, 18, 6, 12), (all.GetProperty("enrolled").GetInt32(), all.GetProperty("trained").GetInt32(), all.GetProperty("certified").GetInt32(), all.GetProperty("active").GetInt32()));
        Assert.Equal(("9.60", "0.80", 12, 0.4), (Amount(Last(all), "earned"), Amount(Last(all), "averageIncome"), Last(all).GetProperty("earners").GetInt32(), Last(all).GetProperty("hours").GetDouble()));
        // Four in Qikou are too few, and Sanjiao would give them away by subtraction.
        Assert.Equal(JsonValueKind.Null, Last(Line(report, "township", "碛口镇")).GetProperty("earned").ValueKind);
        Assert.Equal(JsonValueKind.Null, Last(Line(report, "township", "三交镇")).GetProperty("earned").ValueKind);
        Assert.Equal(8, Line(report, "township", "三交镇").GetProperty("active").GetInt32());
        var townships = report.GetProperty("places").EnumerateArray().Where(p => p.GetProperty("level").GetString() == "township").Select(p => p.GetProperty("township").GetString());
        Assert.Equal(["三交镇", "碛口镇", ""], townships);
    }

    [Fact]
    public async Task Csv_OfTheReport_HasALineForEachPlaceAndMonth()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/programme/report");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var answer = await supervisor.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(lines, l => Assert.Equal(12, l.Split(',').Length));
        Assert.Equal(6, lines.Count(l => l.StartsWith("全部,全部,全部", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.EndsWith("12,0.40,9.60,0.80", StringComparison.Ordinal));
        var page = WebUtility.HtmlDecode(await supervisor.GetStringAsync("/programme"));
        Assert.Contains("¥9.60", page, StringComparison.Ordinal);
        Assert.Contains("人数太少，不显示", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("annotator1", "demo-annotator")]
    [InlineData("client1", "demo-client")]
    public async Task Report_OfOthers_IsNotFound(string userName, string password)
    {
        var client = await host.SignedInAsync(userName, password);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/programme/report")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/programme")).StatusCode);
    }

    [Theory]
    [InlineData("""{"county":"","townships":["a"]}""")]
    [InlineData("""{"county":"c","townships":[]}""")]
    [InlineData("""{"county":"c","townships":["a","a"]}""")]
    [InlineData("""{"county":""")]
    public void Places_ThatCannotBeUsed_AreRefusedAtOnce(string json) =>
        Assert.Throws<InvalidDataException>(() => Places.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void Places_Shipped_AreTheTwentyThreeOfLinCounty()
    {
        using var stream = typeof(Places).Assembly.GetManifestResourceStream("lin-county.json")!;
        var (county, townships) = Places.Parse(stream);
        Assert.Equal(("临县", 23), (county, townships.Count));
    }

    private static JsonElement Line(JsonElement report, string level, string? township) => report.GetProperty("places").EnumerateArray()
        .Single(p => p.GetProperty("level").GetString() == level && p.GetProperty("township").GetString() == township);

    private static JsonElement Last(JsonElement line) => line.GetProperty("months").EnumerateArray().Last();

    private static string Amount(JsonElement element, string name) => element.GetProperty(name).GetProperty("amount").GetString()!;
}
