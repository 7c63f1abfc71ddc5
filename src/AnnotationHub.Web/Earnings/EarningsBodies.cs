using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Payouts;

namespace AnnotationHub.Web.Earnings;

/// <summary>Answer of <c>GET /api/v1/me/earnings</c>.</summary>
/// <param name="Pending">Earned, not yet decided.</param>
/// <param name="Payable">Decided, waits for a payout or is on its way to the bank.</param>
/// <param name="Paid">What the bank has paid.</param>
/// <param name="EffectiveHourlyRate">This month's, by active time as the server saw it; null under five minutes of it.</param>
/// <param name="HourlyFloor">What an hour should come to at the least.</param>
/// <param name="Entries">The newest of <c>/entries</c>.</param>
/// <param name="Bounced">The last payout, where the bank sent it back and no other has been drawn up since.</param>
public sealed record EarningsBody(
    MoneyBody Pending, MoneyBody Payable, MoneyBody Paid, PeriodBody Today, PeriodBody Month,
    MoneyBody? EffectiveHourlyRate, MoneyBody HourlyFloor, IReadOnlyList<StatementEntryBody> Entries, BouncedPayoutBody? Bounced)
{
    public static EarningsBody Of(EarningsSummary summary, Money floor, IEnumerable<StatementEntry> entries, BouncedPayout? bounced)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var currency = summary.Currency;
        return new EarningsBody(
            MoneyBody.Of(summary.PendingE4, currency),
            MoneyBody.Of(summary.PayableE4 + summary.ClearingE4, currency),
            MoneyBody.Of(summary.PaidE4, currency),
            PeriodBody.Of(summary.DayOf(summary.Today), currency),
            PeriodBody.Of(summary.ThisMonth, currency),
            summary.ThisMonth.PerHour(currency) is { } rate ? MoneyBody.Of(rate) : null,
            MoneyBody.Of(floor),
            [.. entries.Select(e => StatementEntryBody.Of(e, currency))],
            bounced is null ? null : new BouncedPayoutBody(MoneyBody.Of(bounced.Amount), bounced.At, bounced.Note));
    }
}

/// <summary>A payout that the bank sent back; its money is payable again.</summary>
/// <param name="At">When its answer was entered.</param>
/// <param name="Note">What the bank said; null where it said nothing.</param>
public sealed record BouncedPayoutBody(MoneyBody Amount, DateTimeOffset At, string? Note);

/// <summary>What a day or month brought, pending included and corrections taken off.</summary>
/// <param name="Since">First business day of it, <c>yyyy-MM-dd</c> in Asia/Shanghai.</param>
public sealed record PeriodBody(string Amount, string Currency, string Since, int Faces, long ActiveSeconds, MoneyBody? HourlyRate)
{
    public static PeriodBody Of(EarningsDay day, string currency)
    {
        ArgumentNullException.ThrowIfNull(day);
        return new PeriodBody(
            new Money(day.EarnedE4, currency).Amount, currency, day.Day.ToString(), day.Faces, (long)day.Active.TotalSeconds,
            day.PerHour(currency) is { } rate ? MoneyBody.Of(rate) : null);
    }
}

/// <summary>One ledger transaction as the annotator reads it.</summary>
/// <param name="Event">camelCase name of a <see cref="LedgerEvent"/>.</param>
/// <param name="Amount">What it brought, moved on, or (negative) took; see <see cref="StatementLine.Amount"/>.</param>
/// <param name="Changes">By how much each balance changed.</param>
public sealed record StatementEntryBody(
    string Id, DateTimeOffset OccurredAt, string BusinessDate, string Event, MoneyBody Amount, BalanceChangesBody Changes,
    string? TraceCode, string? ReasonCode, string? Reason)
{
    public static StatementEntryBody Of(StatementEntry entry, string currency)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = entry.Line;
        return new StatementEntryBody(
            entry.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
            entry.OccurredAt,
            entry.Day.ToString(),
            EnumText.Of(line.Event),
            MoneyBody.Of(line.Amount, currency),
            new BalanceChangesBody(
                new Money(line.Pending, currency).Amount, new Money(line.Payable + line.Clearing, currency).Amount, new Money(line.Paid, currency).Amount),
            entry.TraceCode,
            entry.ReasonCode,
            entry.ReasonText);
    }
}

/// <summary>Signed decimal strings in the entry's currency; over all entries they add up to the balances.</summary>
public sealed record BalanceChangesBody(string Pending, string Payable, string Paid);

/// <summary>The hub's <c>EarningsChanged</c>.</summary>
public sealed record EarningsChangedBody(MoneyBody Pending, MoneyBody Payable, MoneyBody Today)
{
    public static EarningsChangedBody Of(EarningsSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new EarningsChangedBody(
            MoneyBody.Of(summary.PendingE4, summary.Currency),
            MoneyBody.Of(summary.PayableE4 + summary.ClearingE4, summary.Currency),
            MoneyBody.Of(summary.DayOf(summary.Today).EarnedE4, summary.Currency));
    }
}
