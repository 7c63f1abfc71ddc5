using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Prices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AnnotationHub.Web.Projects;

/// <summary>The form's fields as typed.</summary>
public sealed record NewProjectForm(
    string? Name, string? Scheme, string? Amount, string? Currency, string? Minimum, string? Maximum, string? Quality, string? Guideline, string? Budget);

/// <summary>What is wrong with a field, in the reader's language; null where nothing is.</summary>
public sealed record FieldFault(string Id, string? Text);

/// <summary>The form of a new project; the same rules as over the API.</summary>
[Authorize(Policy = Policies.Client)]
public sealed class NewProjectPage(NewProjectCheck check, ProjectStore projects, PriceDesk prices, TimeProvider clock) : PageModel
{
    public string Currency => check.Currency;

    public NewProjectForm Form { get; private set; } = new("", "ibug-68", "0.80", "CNY", "2", "3", "3.0", "", "");

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public FieldFault FaultOf(string field, string elementId) => new(elementId, Errors.TryGetValue(field, out var faults) ? faults[0] : null);

    public string? IsWrong(string field) => Errors.ContainsKey(field) ? "true" : null;

    /// <summary>What the typed price comes to by the hour; null where it is none.</summary>
    public PricePreview? Price { get; private set; }

    public Task OnGetAsync() => PreviewAsync();

    /// <summary>Only works out the hourly wage; nothing is created.</summary>
    public async Task<IActionResult> OnPostPreviewAsync([FromForm] NewProjectForm form)
    {
        Form = form;
        await PreviewAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] NewProjectForm form)
    {
        Form = form;
        // What is no number is sent on as one that no rule allows, so that the field's own message says it.
        var request = new NewProjectRequest(
            form.Name,
            form.Scheme,
            new(form.Amount, form.Currency),
            new(Whole(form.Minimum), Whole(form.Maximum)),
            new(Number(form.Quality)),
            form.Guideline)
        {
            Budget = string.IsNullOrWhiteSpace(form.Budget) ? null : new(form.Budget, form.Currency),
        };
        var (project, errors) = check.Check(request);
        if (project is null)
        {
            Errors = errors!;
            await PreviewAsync();
            return Page();
        }

        var id = await projects.CreateAsync(project, CurrentUser.Of(User).Id, clock.GetUtcNow());
        return LocalRedirect($"/projects/{id:D}");
    }

    private async Task PreviewAsync()
    {
        if (ShippedSchemes.Find(Form.Scheme ?? "") is { } scheme && Money.TryParse(Form.Amount?.Trim(), Form.Currency) is { TenThousandths: > 0 } price)
            Price = await prices.PreviewAsync(scheme, price, HttpContext.RequestAborted);
    }

    private static int? Whole(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static double? Number(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : double.TryParse(typed.Replace(',', '.'), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
