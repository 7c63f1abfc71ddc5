using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Earnings;

/// <summary>The statement: every movement of an annotator's money, newest first.</summary>
[Authorize(Policy = Policies.Annotator)]
public sealed class EntriesPage(StatementStore statement, EarningsStore earnings) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<StatementEntry> Entries { get; private set; } = [];

    public long? Next { get; private set; }

    public string Currency => earnings.Currency;

    public async Task OnGetAsync(long? before)
    {
        var found = await statement.FindAsync(CurrentUser.Of(User).Id, Currency, before, PageSize + 1, HttpContext.RequestAborted);
        Entries = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Entries[^1].Seq : null;
    }
}
