using AnnotationHub.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AnnotationHub.Web.Tests.Hosting;

public sealed class RoundsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Round_ThatFailsInAnyWay_IsFollowedByTheNext(bool beginsAtOnce)
    {
        using var work = new FailingWork(beginsAtOnce, TimeSpan.FromMilliseconds(20));
        await work.StartAsync(TestContext.Current.CancellationToken);
        await work.Third.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(work.ExecuteTask!.IsFaulted);
    }

    [Fact]
    public async Task Round_ThatBeginsAtOnce_WaitsForNoInterval()
    {
        using var work = new FailingWork(beginsAtOnce: true, TimeSpan.FromHours(1));
        await work.StartAsync(TestContext.Current.CancellationToken);
        await work.First.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await work.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class FailingWork(bool beginsAtOnce, TimeSpan interval) : Rounds(interval, TimeProvider.System, NullLogger<FailingWork>.Instance)
    {
        private int rounds;

        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Third { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override bool BeginsAtOnce => beginsAtOnce;

        protected override Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
        {
            rounds++;
            First.TrySetResult();
            if (rounds == 3) Third.TrySetResult();
            return Task.FromException(rounds == 1 ? new IOException("The disk is full.") : new OperationCanceledException("A database that took too long."));
        }
    }
}
