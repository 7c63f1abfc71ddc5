using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;

namespace AnnotationHub.Browser.Tests.Workbench;

/// <summary>What of a group stands right is confirmed in one act: a deliberate one, which can be taken back and is told from a placement by hand.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class GroupConfirmationTests(ChromiumBrowser chromium)
{
    private const int Landmarks = 68;
    private static readonly int[] Anchors = [36, 45, 8];

    [Fact]
    public async Task Face_StartedByThreeClicks_IsConfirmedGroupByGroupAndSaysThatNothingWasMoved()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        var face = await annotator.TraceCodeAsync();
        await annotator.Page.Keyboard.PressAsync("a");
        await annotator.DoneAsync(0);

        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(sample.Truth, Anchors.Length);
        await annotator.Page.WaitForSelectorAsync("[data-workbench][data-mode=snap]");
        // Nobody has looked at seventeen points in the blink of an eye.
        await annotator.Page.Keyboard.PressAsync("a");
        await annotator.DoneAsync(Anchors.Length);

        var before = await DoneAsync(annotator);
        await annotator.Page.WaitForTimeoutAsync(2_000);
        await annotator.Page.Keyboard.PressAsync("a");
        await annotator.DoneAsync(before + 16);
        await annotator.Page.Keyboard.PressAsync("z");
        await annotator.DoneAsync(before);
        await annotator.Page.Keyboard.PressAsync("y");
        await annotator.DoneAsync(before + 16);
        await annotator.SavedAsync();
        Assert.Equal(before + 16, (await host.DurableAsync(face)).Count);

        for (var attempt = 0; attempt < 40 && await DoneAsync(annotator) < Landmarks; attempt++)
        {
            await annotator.Page.WaitForTimeoutAsync(700);
            await annotator.Page.Keyboard.PressAsync("a");
        }

        await annotator.SubmitAsync(() => client.IsSubmittedAsync(face));
        var annotation = Assert.Single((await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{face}")).GetProperty("annotations").EnumerateArray());
        var moved = annotation.GetProperty("moved").EnumerateArray().Select(m => m.ValueKind == JsonValueKind.Null ? (double?)null : m.GetDouble()).ToList();
        Assert.All(Anchors, a => Assert.Null(moved[a]));
        Assert.All(Enumerable.Range(0, Landmarks).Except(Anchors), l => Assert.InRange(moved[l]!.Value, 0, 0.01));
        await annotator.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Group_ThatIsNotWhollyInView_IsShownFirst()
    {
        await using var host = new BrowserHost();
        using var client = await host.SignedInAsync("client1", "demo-client");
        var sample = SampleFace.Single()[0];
        var project = await sample.OrderAsync(client, minimum: 2, maximum: 3);
        var annotator = await Annotator.SignInAsync(chromium.Browser, host.Address, "annotator1");
        await annotator.OpenAsync(project);
        await annotator.Page.Keyboard.PressAsync("5");
        await annotator.PlaceAsync(sample.Truth, Anchors.Length);
        for (var i = 0; i < 8; i++) await annotator.Page.Keyboard.PressAsync("+");
        await annotator.Page.WaitForTimeoutAsync(2_000);
        await annotator.Page.Keyboard.PressAsync("a");
        await annotator.DoneAsync(Anchors.Length);
        await annotator.Page.WaitForTimeoutAsync(2_000);
        await annotator.Page.Keyboard.PressAsync("a");
        await annotator.DoneAsync(Anchors.Length + 16);
        await annotator.Page.Context.CloseAsync();
    }

    private static async Task<int> DoneAsync(Annotator annotator) =>
        int.Parse((await annotator.Bench.GetAttributeAsync("data-done"))!, System.Globalization.CultureInfo.InvariantCulture);
}
