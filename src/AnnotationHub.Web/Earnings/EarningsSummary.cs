using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings;

/// <summary>One annotator's money and time in one currency; amounts in 1/10 000 of the unit.</summary>
/// <param name="PayableE4">Without what is in a payout already.</param>
/// <param name="ClearingE4">Drawn up for payout, not confirmed by the bank.</param>
public sealed record EarningsSummary(
    string Currency, BusinessDay Today, long PendingE4, long PayableE4, long ClearingE4, long PaidE4, IReadOnlyList<EarningsDay> Days)
{
    public EarningsDay DayOf(BusinessDay day) => Days.FirstOrDefault(d => d.Day == day) ?? new EarningsDay(day, 0, 0, TimeSpan.Zero);

    public EarningsDay ThisMonth => new(
        Today.FirstOfMonth,
        Month.Sum(d => d.EarnedE4),
        Month.Sum(d => d.Faces),
        Month.Aggregate(TimeSpan.Zero, (sum, d) => sum + d.Active))
    { ExtraE4 = Month.Sum(d => d.ExtraE4) };

    private IEnumerable<EarningsDay> Month => Days.Where(d => d.Day >= Today.FirstOfMonth);
}

/// <summary>A business day, or several added up: what came in (pending included, corrections taken off), faces, active time.</summary>
public sealed record EarningsDay(BusinessDay Day, long EarnedE4, int Faces, TimeSpan Active)
{
    /// <summary>Of <see cref="EarnedE4"/>, bonuses and top-ups: they are for other days' work, and would hide a price that is too low.</summary>
    public long ExtraE4 { get; init; }

    public Money? PerHour(string currency) => EffectiveWage.PerHour(new Money(EarnedE4 - ExtraE4, currency), Active);
}
