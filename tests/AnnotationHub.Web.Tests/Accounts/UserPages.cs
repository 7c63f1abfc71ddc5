using System.Text.RegularExpressions;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Accounts;

/// <summary>What tests of the administrators' pages do again and again.</summary>
internal static partial class UserPages
{
    public static async Task<Guid> IdAsync(ProjectHost host, string userName) =>
        (await host.Services.GetRequiredService<AccountStore>().IdOfAsync(userName))!.Value;

    /// <summary>The path of the link that the page shows.</summary>
    public static async Task<string> LinkAsync(Browser admin, Guid id, params (string Name, string Value)[] fields)
    {
        var page = await Browser.ReadAsync(await admin.SubmitAsync($"/admin/users/{id:D}", "Link", fields));
        return Shown().Match(page).Value;
    }

    [GeneratedRegex("/password/[A-Za-z0-9_-]{43}")]
    private static partial Regex Shown();
}
