namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>The real clock, put forward.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long shiftTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref shiftTicks));

    public void Forward(TimeSpan by) => Interlocked.Add(ref shiftTicks, by.Ticks);
}
