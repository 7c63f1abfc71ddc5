using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Projects;

/// <summary>A project that may be created: every value checked (see <see cref="NewProjectCheck"/>).</summary>
public sealed record NewProject(
    string Name,
    string SchemeKey,
    Money PricePerFace,
    int RedundancyMinimum,
    int RedundancyMaximum,
    double TargetErrorPercent,
    string Guideline)
{
    /// <summary>What it may cost at most, in 1/10 000 of the price's unit; null for no bound.</summary>
    public long? BudgetE4 { get; init; }

    /// <summary>Largest predicted mean error of the landmarks of a kind, per cent; empty for no bounds of their own.</summary>
    public IReadOnlyDictionary<LandmarkKind, double> KindTargets { get; init; } = new Dictionary<LandmarkKind, double>();
}
