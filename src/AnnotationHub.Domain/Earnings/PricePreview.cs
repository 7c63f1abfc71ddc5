namespace AnnotationHub.Domain.Earnings;

/// <summary>What a price per face comes to by the hour, before anybody works for it.</summary>
/// <param name="Floor">What an hour should come to at the least; null where the price is in a currency without one.</param>
public sealed record PricePreview(Money Price, UsualTime Usual, Money? Floor)
{
    /// <summary>Rounded down to 1/10 000 of the unit; null where faces take no time at all (machines in a test).</summary>
    public Money? Hourly => Usual.PerFace <= TimeSpan.Zero ? null : PerHour(Usual.PerFace);

    public bool IsBelowFloor => Floor is { } floor && Hourly is { } hourly && hourly.TenThousandths < floor.TenThousandths;

    /// <summary>
    /// Whether the project may not open without an administrator's signature. A measured time is taken at its word; an estimate
    /// may be wrong by half, so it refuses only what would be too little in half the time.
    /// </summary>
    public bool NeedsSignature => Usual.IsMeasured
        ? IsBelowFloor
        : Floor is { } floor && Usual.PerFace > TimeSpan.Zero && PerHour(Usual.PerFace / 2).TenThousandths < floor.TenThousandths;

    /// <summary>The smallest price that reaches the floor at this time, in whole fen; null without a floor.</summary>
    public Money? LeastPrice => Floor is { } floor ? EffectiveWage.MissingToFloor(Money.Zero(floor.Currency), Usual.PerFace, floor) : null;

    private Money PerHour(TimeSpan face) =>
        Price with { TenThousandths = (long)((Int128)Price.TenThousandths * TimeSpan.TicksPerHour / face.Ticks) };
}
