using AnnotationHub.Domain.Earnings;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Projects.Budgets;

/// <summary>A project's budget, spend and forecast over HTTP.</summary>
internal static class BudgetEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var budget = api.MapGroup("/projects/{id:guid}/budget").RequireAuthorization(Policies.Client).WithTags("Projects");
        budget.MapGet("", GetAsync).WithSummary("Budget, spend and forecast.");
        budget.MapPut("", PutAsync).WithSummary("Sets what the project may cost at most; null takes the bound away.");
    }

    private static async Task<Results<Ok<BudgetBody>, ProblemHttpResult>> GetAsync(
        Guid id, CurrentUser caller, ProjectAccess access, BudgetStore budgets, Problems problems, TimeProvider time, HttpContext http)
    {
        if (await access.FindOwnAsync(id, caller, http.RequestAborted) is not { } project) return problems.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(BudgetBody.Of(await budgets.FindAsync(project, time.GetUtcNow(), http.RequestAborted)));
    }

    private static async Task<Results<Ok<BudgetBody>, ProblemHttpResult>> PutAsync(
        Guid id, SetBudgetBody body, CurrentUser caller, ProjectAccess access, BudgetStore budgets, Problems problems,
        IStringLocalizer<ProjectsTexts> texts, TimeProvider time)
    {
        if (await access.FindOwnAsync(id, caller) is not { } project) return problems.NotFound();
        Money? bound = null;
        if (body.Budget is { } given)
        {
            bound = Money.TryParse(given.Amount, given.Currency);
            if (bound is not { TenThousandths: >= 0 } money || money.Currency != project.Currency) return problems.Invalid("budget.amount", texts["Invalid.Budget"]);
        }

        if (!await budgets.SetAsync(id, bound?.TenThousandths))
            return problems.Problem(StatusCodes.Status409Conflict, "budget-below-committed", texts["Budget.BelowCommitted"]);
        return TypedResults.Ok(BudgetBody.Of(await budgets.FindAsync(project, time.GetUtcNow())));
    }
}

/// <summary>Body of <c>PUT /api/v1/projects/{id}/budget</c>.</summary>
public sealed record SetBudgetBody(PriceBody? Budget);

/// <param name="Budget">Null: no bound.</param>
/// <param name="Spent">By the ledger.</param>
/// <param name="Committed">Spent, held for faces not decided yet, set aside for leases and for what rejections gave back.</param>
/// <param name="Forecast">What the project will cost when every face is finished.</param>
/// <param name="DaysLeft">Until that, or until the budget's end, at the pace of the last week; null where nothing moves.</param>
/// <param name="ToppedUp">What the house added in the last 30 days because the price did not reach the wage floor.</param>
public sealed record BudgetBody(
    MoneyBody? Budget, MoneyBody Spent, MoneyBody Committed, MoneyBody? Left, MoneyBody Forecast, long OpenLabels, int? DaysLeft, bool Exhausted, bool WillExceed, MoneyBody ToppedUp)
{
    public static BudgetBody Of(ProjectMoney money)
    {
        ArgumentNullException.ThrowIfNull(money);
        var (forecast, currency) = (money.Forecast, money.Project.Currency);
        return new(
            forecast.BudgetE4 is { } budget ? MoneyBody.Of(budget, currency) : null,
            MoneyBody.Of(money.SpentE4, currency),
            MoneyBody.Of(forecast.CommittedE4, currency),
            forecast.LeftE4 is { } left ? MoneyBody.Of(left, currency) : null,
            MoneyBody.Of(forecast.ExpectedE4, currency),
            forecast.OpenLabels, forecast.DaysLeft, forecast.IsExhausted, forecast.WillExceed,
            MoneyBody.Of(money.ToppedUp.AmountE4, currency));
    }
}
