using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>A project with photographs that several annotators of differing skill have labelled over the hub.</summary>
internal sealed class SupervisionWorld(BrowserHost host)
{
    private static readonly HubAnnotator[] People = [new("annotator1", 1.2), new("annotator2", 1.8, LeanPercent: 2.5), new("annotator3", 2.6)];

    private Database Database => host.Services.GetRequiredService<Database>();

    /// <summary>A project in which every face goes before a supervisor: three annotations each, and a target that no hand reaches.</summary>
    public async Task<string> DisputedAsync(HttpClient client, int faces)
    {
        var project = await OrderAsync(client, faces, targetPercent: 0.1);
        foreach (var person in People) await person.LabelAsync(host, project, await TruthsAsync(client, project));
        return project;
    }

    /// <summary>A project that settles its faces by rule, every one of them audited, with two annotators at work.</summary>
    public async Task<string> SettledAsync(HttpClient client, int faces)
    {
        var project = await OrderAsync(client, faces, targetPercent: 3);
        await Database.WriteAsync(s => s.ExecuteAsync("UPDATE audit_plan SET sample_share = 0.3, target_share = 0.05 WHERE project_id = @project", new { project = Guid.Parse(project) }));
        var truths = await TruthsAsync(client, project);
        foreach (var person in People.Take(2)) await person.LabelAsync(host, project, truths, faces - 2);
        await new HubAnnotator("annotator4", 2).BeginAsync(host, project, truths);
        await new HubAnnotator("annotator5", 2).BeginAsync(host, project, truths);
        return project;
    }

    private async Task<string> OrderAsync(HttpClient client, int faces, double targetPercent)
    {
        var project = await SampleFace.OrderAsync(client, [.. SampleFace.Single().Take(faces)], 2, 3);
        await Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET target_error_percent = @targetPercent WHERE id = @id", new { targetPercent, id = Guid.Parse(project) }));
        return project;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(double X, double Y)>>> TruthsAsync(HttpClient client, string project)
    {
        var truths = SampleFace.Single().ToDictionary(f => f.FileName, f => f.Truth);
        return (await client.FilesAsync(project)).ToDictionary(f => f.Key, f => truths[f.Value]);
    }
}
