using AnnotationHub.Web.Tests.Accounts;
using AnnotationHub.Web.Tests.Projects;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A project that hands nothing out: to a program an empty list, as where all is done; to a person a sentence that names what it may be.</summary>
public sealed class ClosedProjectTests
{
    [Theory]
    [InlineData("paused")]
    [InlineData("closed")]
    public async Task Claim_OfAProjectThatDoesNotHandOut_AnswersNoneAndLeasesNothing(string state)
    {
        await using var host = await new LabelingHost().StartAsync(faces: 2);
        await using var mei = await host.ConnectAsync("mei");
        await SetStateAsync(host, state);
        Assert.Empty(await mei.ClaimAsync(2, host.Project.ToString()));
        Assert.Empty(await mei.ClaimAsync(2));
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("SELECT COUNT(*) FROM assignment"));
        await RefusalAsync("not-found", mei.ClaimAsync(1, Guid.CreateVersion7().ToString()));

        await SetStateAsync(host, "open");
        Assert.Equal(2, (await mei.ClaimAsync(2, host.Project.ToString())).Count);
    }

    [Fact]
    public async Task Workbench_OfOneProject_SaysWhatAnEmptyListMayMean()
    {
        await using var host = new ProjectHost();
        var annotator = await Browser.SignedInAsync(host, "annotator1");
        var one = await annotator.ReadAsync($"/workbench?project={Guid.CreateVersion7()}");
        Assert.Contains("都标完了，或者项目已经暂停或结束。", one, StringComparison.Ordinal);
        Assert.Contains("href=\"/work\">选别的项目", one, StringComparison.Ordinal);
        var any = await annotator.ReadAsync("/workbench");
        Assert.DoesNotContain("已经暂停或结束", any, StringComparison.Ordinal);
        await annotator.SendAsync("/workbench", "/culture", ("culture", "en"), ("returnUrl", "/"));
        Assert.Contains("They are all done, or the project is paused or closed.", await annotator.ReadAsync("/workbench?project=x"), StringComparison.Ordinal);
    }

    private static Task<int> SetStateAsync(LabelingHost host, string state) =>
        host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE project SET state = @state WHERE id = @id", new { state, id = host.Project }));
}
