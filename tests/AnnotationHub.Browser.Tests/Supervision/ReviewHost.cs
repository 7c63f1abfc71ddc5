using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>The program with faces that one client's annotators left to a supervisor, without known faces among them, and that supervisor before the review page.</summary>
internal sealed class ReviewHost : IAsyncDisposable
{
    public BrowserHost Program { get; } = new(configure: builder => builder.UseSetting("Gold:MaximumShare", "0"));

    public Database Database => Program.Services.GetRequiredService<Database>();

    public async Task PrepareAsync(Func<HttpClient, Task> leave)
    {
        using var client = await Program.SignedInAsync("client1", "demo-client");
        await leave(client);
    }

    public Task<Annotator> SignInAsync(ChromiumBrowser chromium) =>
        Annotator.SignInAsync(chromium.Browser, Program.Address, "supervisor1", "demo-supervisor");

    public Task OpenAsync(IPage page) => page.GotoAsync($"{Program.Address}/supervision/review");

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
