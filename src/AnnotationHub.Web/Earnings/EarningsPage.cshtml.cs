using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings;

/// <summary>What an annotator checks first: today, pending, payable, paid, the hourly wage, and every face.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class EarningsPage(
    Database database, EarningsStore earnings, FaceEarningsStore faces, ExtraStore extras, PayeeStore payees, IOptions<EarningsOptions> options, TimeProvider time) : PageModel
{
    public const int PageSize = 15;

    public EarningsSummary Summary { get; private set; } = null!;

    public EarningsDay Today { get; private set; } = null!;

    public IReadOnlyList<FaceEarning> Faces { get; private set; } = [];

    /// <summary>Bonuses and top-ups; with the faces they add up to the balances. On the first page alone.</summary>
    public IReadOnlyList<ExtraPay> Extras { get; private set; } = [];

    /// <summary>The last payout, where the bank sent it back.</summary>
    public BouncedPayout? Bounced { get; private set; }

    /// <summary>Where earlier faces begin; null where there are none.</summary>
    public Guid? Next { get; private set; }

    public bool IsFirstPage { get; private set; }

    /// <summary>Whether the annotator has said where its money goes.</summary>
    public bool HasPayee { get; private set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public Money Floor => options.Value.HourlyFloorMoney;

    public DayChart Chart => new(Summary);

    /// <summary>Today's wage, or the month's while today is young.</summary>
    public Money? Wage => Today.PerHour(Summary.Currency) ?? Summary.ThisMonth.PerHour(Summary.Currency);

    public bool IsWageOfToday => Today.PerHour(Summary.Currency) is not null;

    public bool IsBelowFloor => Wage is { } wage && wage.TenThousandths < Floor.TenThousandths;

    public async Task OnGetAsync(Guid? before)
    {
        var annotator = CurrentUser.Of(User).Id;
        Summary = await earnings.FindAsync(annotator, Now, HttpContext.RequestAborted);
        Today = Summary.DayOf(Summary.Today);
        var found = await faces.FindAsync(annotator, before, PageSize + 1, HttpContext.RequestAborted);
        Faces = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Faces[^1].AnnotationId : null;
        IsFirstPage = before is null;
        if (IsFirstPage) Extras = await extras.FindAsync(annotator, Summary.Currency, HttpContext.RequestAborted);
        Bounced = await PayoutNotes.LastAsync(database, annotator, Summary.Currency, HttpContext.RequestAborted);
        HasPayee = await payees.FindAsync(annotator, HttpContext.RequestAborted) is not null;
    }

    /// <summary>Axis and table show the day without its year.</summary>
    public static string Short(BusinessDay day) => day.Date.ToString("MM-dd", CultureInfo.InvariantCulture);
}
