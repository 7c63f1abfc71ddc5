namespace AnnotationHub.Web.Images.Intake;

/// <summary>
/// Bounds what decoded photographs hold in memory at once: each enters with its pixels, in the order of asking, and waits while
/// the sum would pass the budget.
/// </summary>
public sealed class PixelGate
{
    /// <summary>Three bytes a pixel, and a second copy while a photograph is turned: some 300 MB at the very most.</summary>
    public const long BudgetPixels = 48_000_000;

    private readonly Lock sync = new();
    private readonly Queue<(long Pixels, TaskCompletionSource Turn)> waiting = new();
    private long free = BudgetPixels;

    /// <summary>Dispose of the answer to leave.</summary>
    public async Task<IDisposable> EnterAsync(long pixels, CancellationToken cancellation)
    {
        var wanted = Math.Clamp(pixels, 1, BudgetPixels);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            waiting.Enqueue((wanted, turn));
            Admit();
        }

        try
        {
            await turn.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Its turn may come, or have come, all the same; then it leaves at once.
            _ = turn.Task.ContinueWith(_ => Leave(wanted), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        return new Pass(this, wanted);
    }

    private void Leave(long pixels)
    {
        lock (sync)
        {
            free += pixels;
            Admit();
        }
    }

    private void Admit()
    {
        while (waiting.TryPeek(out var next) && next.Pixels <= free)
        {
            free -= next.Pixels;
            waiting.Dequeue().Turn.SetResult();
        }
    }

    private sealed class Pass(PixelGate gate, long pixels) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) gate.Leave(pixels);
        }
    }
}
