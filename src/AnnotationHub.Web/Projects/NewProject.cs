using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Projects;

/// <summary>A project that may be created: every value checked (see <see cref="NewProjectCheck"/>).</summary>
public sealed record NewProject(
    string Name,
    string SchemeKey,
    Money PricePerFace,
    int RedundancyMinimum,
    int RedundancyMaximum,
    double TargetErrorPercent,
    string Guideline);
