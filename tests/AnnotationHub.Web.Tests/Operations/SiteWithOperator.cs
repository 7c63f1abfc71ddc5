using System.Net;
using AnnotationHub.Web.Tests.Projects;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary>A site that serves, and beside it the program as its operator calls it, on the same database and photographs.</summary>
internal sealed class SiteWithOperator : IAsyncDisposable
{
    private readonly ProgramRun program = new();

    public SiteWithOperator() => Host = new ProjectHost(Path.Combine(program.Folder, "host"), keepsFolder: true);

    public ProjectHost Host { get; }

    /// <summary>For what the operator has on this machine.</summary>
    public string Folder => program.Folder;

    /// <summary>In English.</summary>
    public Task<(int Status, string Output, string Errors)> RunAsync(params string[] words) => RunInAsync("en_US.UTF-8", words);

    public Task<(int Status, string Output, string Errors)> RunInAsync(string language, params string[] words)
    {
        var folder = Path.Combine(program.Folder, "host");
        return program.RunAsync(language, [.. words, $"--Database:ConnectionString={Path.Combine(folder, "host.db")}", $"--Images:Folder={Path.Combine(folder, "images")}"]);
    }

    /// <summary>What the site answers to who calls with this token.</summary>
    public async Task<HttpStatusCode> MeAsync(string token)
    {
        using var client = Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await client.GetAsync("/api/v1/me")).StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        program.Dispose();
    }
}
