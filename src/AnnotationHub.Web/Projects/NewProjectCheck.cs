using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Earnings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Projects;

/// <summary>Holds a request for a project against its rules, field by field, in the caller's language.</summary>
public sealed class NewProjectCheck(IStringLocalizer<ProjectsTexts> texts, IOptions<EarningsOptions> earnings)
{
    public const int LongestName = 200;
    public const int LongestGuideline = 4_000;
    public const int MostAnnotators = 5;
    public const double DefaultErrorPercent = 3.0;

    // Below a person's own repeatability, or beyond what any face is worth labelling for.
    public const double SmallestErrorPercent = 0.5;
    public const double LargestErrorPercent = 20;

    /// <summary>The only one that annotators are paid in: what is earned in another would stand on no page and in no payout.</summary>
    public string Currency => earnings.Value.Currency;

    private static readonly Money HighestPrice = new(1_000_0000, "");

    /// <summary>Exactly one of the two; errors by the wire's field names.</summary>
    public (NewProject? Project, IReadOnlyDictionary<string, string[]>? Errors) Check(NewProjectRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) errors["name"] = [texts["Invalid.Name", LongestName]];
        if (request.Scheme is null || ShippedSchemes.Find(request.Scheme) is null)
            errors["scheme"] = [texts["Invalid.Scheme", string.Join(", ", ShippedSchemes.All.Select(s => s.Key))]];
        var price = Price(request.PricePerFace, errors);
        var (minimum, maximum) = Redundancy(request.Redundancy, errors);
        var target = request.QualityTarget?.MaximumErrorPercent ?? DefaultErrorPercent;
        if (!(target is >= SmallestErrorPercent and <= LargestErrorPercent))
            errors["qualityTarget.maximumErrorPercent"] = [texts["Invalid.QualityTarget", SmallestErrorPercent, LargestErrorPercent]];
        var kindTargets = KindTargets(request, errors);
        var guideline = request.Guideline?.Trim() ?? "";
        if (guideline.Length > LongestGuideline) errors["guideline"] = [texts["Invalid.Guideline", LongestGuideline]];
        var budget = request.Budget is null ? null : Budget(request.Budget, price, errors);
        return errors.Count > 0 ? (null, errors) : (new(name, request.Scheme!, price, minimum, maximum, target, guideline) { BudgetE4 = budget?.TenThousandths, KindTargets = kindTargets }, null);
    }

    private Dictionary<LandmarkKind, double> KindTargets(NewProjectRequest request, Dictionary<string, string[]> errors)
    {
        var targets = new Dictionary<LandmarkKind, double>();
        foreach (var (name, target) in request.QualityTarget?.ByKind ?? new Dictionary<string, double>())
        {
            if (LandmarkKindWire.Parse(name) is { } kind && target is >= SmallestErrorPercent and <= LargestErrorPercent) targets[kind] = target;
            else errors["qualityTarget.byKind"] = [texts["Invalid.KindTarget", SmallestErrorPercent, LargestErrorPercent, string.Join(", ", Enum.GetValues<LandmarkKind>().Select(LandmarkKindWire.Name))]];
        }

        return targets;
    }

    private Money Price(PriceBody? body, Dictionary<string, string[]> errors)
    {
        var isCurrency = body?.Currency == Currency;
        if (!isCurrency) errors["pricePerFace.currency"] = [texts["Invalid.Currency", Currency]];
        // A wrong currency is one fault, not two.
        var price = Money.TryParse(body?.Amount?.Trim(), Currency);
        if (price is { TenThousandths: > 0 } paid && paid.TenThousandths <= HighestPrice.TenThousandths) return paid;
        errors["pricePerFace.amount"] = [texts["Invalid.Price", HighestPrice.Amount]];
        return default;
    }

    // At least one face's price: less is a slip of the pen.
    private Money? Budget(PriceBody body, Money price, Dictionary<string, string[]> errors)
    {
        var budget = Money.TryParse(body.Amount?.Trim(), body.Currency);
        if (budget is { } bound && bound.Currency == price.Currency && bound.TenThousandths >= price.TenThousandths) return bound;
        errors["budget.amount"] = [texts["Invalid.Budget"]];
        return null;
    }

    private (int Minimum, int Maximum) Redundancy(RedundancyBody? body, Dictionary<string, string[]> errors)
    {
        var minimum = body?.Minimum ?? Math.Min(2, body?.Maximum ?? 2);
        var maximum = body?.Maximum ?? Math.Max(3, minimum);
        if (minimum is < 1 or > MostAnnotators) errors["redundancy.minimum"] = [texts["Invalid.RedundancyMinimum", MostAnnotators]];
        else if (maximum < minimum || maximum > MostAnnotators) errors["redundancy.maximum"] = [texts["Invalid.RedundancyMaximum", minimum, MostAnnotators]];
        return (minimum, maximum);
    }
}
