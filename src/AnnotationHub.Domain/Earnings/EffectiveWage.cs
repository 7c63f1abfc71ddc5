namespace AnnotationHub.Domain.Earnings;

/// <summary>What an hour of work came to, by the active time that the server saw.</summary>
public static class EffectiveWage
{
    /// <summary>Below this the figure would jump with every face.</summary>
    public static readonly TimeSpan LeastActiveTime = TimeSpan.FromMinutes(5);

    /// <summary>Rounded down to 1/10 000 of the unit; null under <see cref="LeastActiveTime"/>.</summary>
    /// <param name="earned">In the same time, pending included.</param>
    public static Money? PerHour(Money earned, TimeSpan active) => active < LeastActiveTime
        ? null
        : earned with { TenThousandths = (long)((Int128)earned.TenThousandths * TimeSpan.TicksPerHour / active.Ticks) };

    /// <summary>
    /// What is missing of <paramref name="floorPerHour"/> for the active time, rounded up to the fen; zero where nothing is.
    /// </summary>
    public static Money MissingToFloor(Money earned, TimeSpan active, Money floorPerHour)
    {
        const long Fen = 100;
        var due = (Int128)floorPerHour.TenThousandths * active.Ticks;
        var missing = due - (Int128)earned.TenThousandths * TimeSpan.TicksPerHour;
        if (missing <= 0) return Money.Zero(earned.Currency);
        var unit = (Int128)TimeSpan.TicksPerHour * Fen;
        return earned with { TenThousandths = checked((long)((missing + unit - 1) / unit) * Fen) };
    }
}
