using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Earnings;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Programme;

/// <summary>Makes the report of now.</summary>
public sealed class ProgrammeDesk(ProgrammeFacts facts, Places places, EarningsStore earnings, IOptions<ProgrammeOptions> options)
{
    public string Currency => earnings.Currency;

    public string County => places.County;

    public int SmallestGroup => options.Value.SmallestGroup;

    /// <summary>Per active person and month.</summary>
    public Money Target => new((long)decimal.Round(options.Value.MonthlyIncomeTarget * 10_000), Currency);

    public async Task<ProgrammeReport> ReportAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var today = BusinessDay.At(now);
        IReadOnlyList<BusinessDay> months =
            [.. Enumerable.Range(0, options.Value.Months).Select(back => new BusinessDay(today.FirstOfMonth.Date.AddMonths(back + 1 - options.Value.Months)))];
        return ProgrammeReport.Of(await facts.ReadAsync(months, today, Currency, cancellation), months, places.Townships, options.Value.SmallestGroup);
    }
}
