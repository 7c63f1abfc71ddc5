using AnnotationHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Supervision;

/// <summary>The floor: who works on what, what waits for a decision. Live, and complete without a script.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class FloorPage(FloorStore store, TimeProvider time) : PageModel
{
    public Floor Floor { get; private set; } = null!;

    public async Task OnGetAsync() => Floor = await store.FindAsync(time.GetUtcNow(), HttpContext.RequestAborted);
}
