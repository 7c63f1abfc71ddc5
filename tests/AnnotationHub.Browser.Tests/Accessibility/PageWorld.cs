using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Earnings;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Accessibility;

/// <summary>A site in the middle of its work, so that no page is empty: photographs to label, faces in every state, money, a payout.</summary>
internal sealed class PageWorld
{
    /// <summary>With photographs, open.</summary>
    public string Project { get; private init; } = "";

    public string Face { get; private init; } = "";

    /// <summary>Of annotator1.</summary>
    public string RejectedFace { get; private init; } = "";

    public string Month { get; private init; } = "";

    public string Payout { get; private init; } = "";

    public Guid Account { get; private init; }

    public string PasswordToken { get; private init; } = "";

    public static async Task<PageWorld> FillAsync(BrowserHost host)
    {
        using var client = await host.SignedInAsync("client1", "demo-client");
        var labelled = await SampleFace.OrderAsync(client, [.. SampleFace.Single().Take(2)], minimum: 2, maximum: 3);
        var paid = await SampleFace.OrderAsync(client, [SampleFace.Single()[2]], minimum: 2, maximum: 3);
        var now = host.Clock.GetUtcNow();
        var money = new MoneyWorld(host, Guid.Parse(paid), now);
        await money.FillAsync();
        await money.PlaceAsync();
        using var admin = await host.SignedInAsync("admin1", "demo-admin");
        using var draw = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payouts") { Content = JsonContent.Create(new { }) };
        draw.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var payout = await (await admin.SendAsync(draw)).Content.ReadFromJsonAsync<JsonElement>();
        var account = await money.IdAsync("annotator2");
        return new PageWorld
        {
            Project = labelled,
            Face = (await client.FilesAsync(labelled)).Keys.First(),
            RejectedFace = money.Rejected,
            Month = now.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
            Payout = payout.GetProperty("id").GetString()!,
            Account = account,
            PasswordToken = await TokenAsync(host, account, now),
        };
    }

    private static Task<string> TokenAsync(BrowserHost host, Guid account, DateTimeOffset now) =>
        host.Services.GetRequiredService<PasswordLinkStore>().IssueAsync(account, now, now.AddDays(1));
}
