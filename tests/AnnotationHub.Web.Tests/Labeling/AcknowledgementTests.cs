namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>A batch is answered after its commit. A kill rarely falls between an answer and its commit, so here the commit is held up.</summary>
public sealed class AcknowledgementTests
{
    private static readonly TimeSpan LongEnoughForNothing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Place_WhileItsCommitIsHeldUp_IsNotAnswered()
    {
        await using var host = await new LabelingHost().StartAsync(faces: 1);
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        using var first = new ManualResetEventSlim();
        using var second = new ManualResetEventSlim();
        // While the writer stands in the first unit, the batch and the second unit gather into the group that comes next.
        // It must stand there before the batch is sent: on a busy machine the writer wakes late, and would take both into one group.
        var before = HoldAsync(host, first, out var standing);
        await standing.WaitAsync(Patience);
        var place = annotator.PlaceAsync(offer, 1, LabelingClient.One(3, 400, 300));
        await Task.Delay(LongEnoughForNothing);
        var behind = HoldAsync(host, second, out _);
        first.Set();
        await before;
        await Assert.ThrowsAsync<TimeoutException>(() => place.WaitAsync(LongEnoughForNothing));
        second.Set();
        Assert.Equal(1, await place.WaitAsync(Patience));
        await behind;
    }

    private static Task<bool> HoldAsync(LabelingHost host, ManualResetEventSlim until, out Task standing)
    {
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        standing = stands.Task;
        return host.Database.WriteAsync(_ =>
        {
            stands.SetResult();
            until.Wait();
            return Task.FromResult(true);
        });
    }
}
