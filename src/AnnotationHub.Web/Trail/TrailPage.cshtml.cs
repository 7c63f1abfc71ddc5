using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Trail;

/// <summary>Who did what: the newest entries, all or of one kind.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class TrailPage(TrailStore trail) : PageModel
{
    private const int PageSize = 50;

    /// <summary>What can be chosen to look at.</summary>
    public static readonly IReadOnlyList<string> Actions =
        [.. typeof(TrailActions).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    public IReadOnlyList<TrailRow> Entries { get; private set; } = [];

    public string Chosen { get; private set; } = "";

    public long? Next { get; private set; }

    public async Task OnGetAsync(string? action, long? before)
    {
        Chosen = Actions.Contains(action) ? action! : "";
        var found = await trail.PageAsync(Chosen, before, PageSize + 1, HttpContext.RequestAborted);
        Entries = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Entries[^1].Seq : null;
    }
}
