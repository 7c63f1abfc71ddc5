using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Earnings.Rules;
using AnnotationHub.Web.Labeling;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>Whoever is at the workbench learns over the hub of money that moved elsewhere.</summary>
public sealed class EarningsNewsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<(string Pending, string Payable)> told = Channel.CreateUnbounded<(string, string)>();
    private readonly Channel<string> notices = Channel.CreateUnbounded<string>();
    private EarningsHost host = null!;
    private HttpClient annotator = null!;
    private HubConnection hub = null!;
    private Guid annotatorId;
    private Guid supervisorId;

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        (annotatorId, supervisorId) = (await host.IdAsync("annotator1"), await host.IdAsync("supervisor1"));
        hub = new HubConnectionBuilder().WithUrl(new Uri(host.Server.BaseAddress, "/hub/labeling"), HttpTransportType.LongPolling, options =>
        {
            options.HttpMessageHandlerFactory = _ => host.Server.CreateHandler();
            options.AccessTokenProvider = () => Task.FromResult(annotator.DefaultRequestHeaders.Authorization!.Parameter);
        }).Build();
        hub.On<JsonElement>("EarningsChanged", e => told.Writer.TryWrite((Amount(e, "pending"), Amount(e, "payable"))));
        hub.On<JsonElement>("Notice", n => notices.Writer.TryWrite(n.GetProperty("message").GetString()!));
        await hub.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(true, "en", "Your appeal was upheld: what was held back has been paid.")]
    [InlineData(true, "zh-CN", "您的申诉通过了，扣下的钱已经补上。")]
    [InlineData(false, null, "您的申诉有了答复：维持原来的判定。原因在“收入”里这张脸的页面上。")]
    public async Task Appeal_ThatIsAnswered_IsToldInTheAnnotatorsLanguage(bool uphold, string? culture, string sentence)
    {
        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE app_user SET culture = @culture WHERE id = @annotatorId", new { culture, annotatorId }));
        var work = await host.FaceAsync(annotatorId, accepted: false, supervisorId);
        await annotator.PostAsJsonAsync("/api/v1/me/appeals", new { traceCode = work.TaskId.ToString("N"), reason = "我移动了轮廓" });
        using var other = await host.AddUserAsync("supervisor2", "supervisor");
        var open = (await other.GetFromJsonAsync<JsonElement>("/api/v1/appeals")).GetProperty("items")[0];
        await other.PostAsJsonAsync($"/api/v1/appeals/{open.GetProperty("id").GetString()}", new { uphold, answer = "看过照片" });
        Assert.Equal(("0.00", uphold ? "0.80" : "0.32"), await ToldAsync());
        using var patience = new CancellationTokenSource(Patience);
        Assert.Equal(sentence, await notices.Reader.ReadAsync(patience.Token));
    }

    [Fact]
    public async Task Payout_ThatHasArrived_IsTold()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        using var maker = await host.SignedInAsync("admin1", "demo-admin");
        using var checker = await host.AddUserAsync("admin2", "admin");
        var drawn = await (await maker.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/api/v1/payouts/{drawn.GetProperty("id").GetString()}";
        await checker.PostAsync($"{address}/approve", null);
        await maker.PostAsJsonAsync($"{address}/items/1", new { state = "paid" });
        Assert.Equal(("0.00", "0.00"), await ToldAsync());
    }

    [Fact]
    public async Task Payout_ThatIsRefused_IsToldToEveryoneAfterOneRead()
    {
        await host.FaceAsync(annotatorId, accepted: null, supervisorId);
        foreach (var person in (string[])["annotator1", "annotator2", "annotator3"]) await host.FaceAsync(await host.IdAsync(person), accepted: true, supervisorId);
        using var maker = await host.SignedInAsync("admin1", "demo-admin");
        var drawn = await (await maker.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>();
        await using var counting = new CountingDatabase(host.Database);
        var earnings = new EarningsStore(counting, host.Services.GetRequiredService<IOptions<EarningsOptions>>());
        var news = new EarningsNews(counting, host.Services.GetRequiredService<LabelingNews>(), earnings, host.Services.GetRequiredService<IStringLocalizer<EarningsTexts>>());
        await news.TellOfBatchAsync(drawn.GetProperty("id").GetGuid(), DateTimeOffset.UtcNow);
        Assert.Equal(("0.80", "0.80"), await ToldAsync());
        Assert.Equal(1, counting.Reads);
    }

    [Fact]
    public async Task Payout_OfOneItem_IsToldAsTheEarningsPageSaysIt()
    {
        await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        await host.FaceAsync(await host.IdAsync("annotator2"), accepted: true, supervisorId);
        using var maker = await host.SignedInAsync("admin1", "demo-admin");
        var batch = (await (await maker.PostAsync("/api/v1/payouts", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var number = await host.Database.ScalarAsync<int>("SELECT item_number FROM payout_item WHERE annotator_id = @annotatorId", new { annotatorId });
        var news = host.Services.GetRequiredService<EarningsNews>();
        await news.TellOfItemAsync(batch, number == 1 ? 2 : 1, DateTimeOffset.UtcNow);
        await news.TellOfItemAsync(batch, number, DateTimeOffset.UtcNow);
        var byItem = await ToldAsync();
        await news.TellAsync(annotatorId, DateTimeOffset.UtcNow);
        Assert.Equal(await ToldAsync(), byItem);
        Assert.False(told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Bonus_IsToldOnce()
    {
        for (var face = 0; face < 100; face++) await host.FaceAsync(annotatorId, accepted: true, supervisorId);
        var desk = new BonusDesk(
            host.Database, host.Ledger, Options.Create(new EarningsOptions { Bonuses = ["first-hundred/1"] }), host.Services.GetRequiredService<EarningsNews>());
        var nextMonth = new BusinessDay(BusinessDay.At(DateTimeOffset.UtcNow).FirstOfMonth.Date.AddMonths(1)).Plus(BonusDesk.WaitDays).Start;
        Assert.Equal(1, await desk.RunAsync(nextMonth));
        Assert.Equal(("0.00", "100.00"), await ToldAsync());
        Assert.Equal(0, await desk.RunAsync(nextMonth));
        Assert.False(told.Reader.TryRead(out _));
    }

    private async Task<(string Pending, string Payable)> ToldAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await told.Reader.ReadAsync(patience.Token);
    }

    private static string Amount(JsonElement earnings, string name) => earnings.GetProperty(name).GetProperty("amount").GetString()!;
}
