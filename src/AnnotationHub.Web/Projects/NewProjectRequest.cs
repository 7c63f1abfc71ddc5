namespace AnnotationHub.Web.Projects;

/// <summary>Body of <c>POST /api/v1/projects</c>, as the caller wrote it.</summary>
/// <param name="Scheme">Key of a landmark scheme.</param>
/// <param name="Redundancy">How many annotators a face is asked of at least and at most; 2 and 3 where it is left out.</param>
/// <param name="QualityTarget">3 per cent where it is left out.</param>
/// <param name="Guideline">What annotators should know beyond the scheme; may be empty.</param>
public sealed record NewProjectRequest(
    string? Name,
    string? Scheme,
    PriceBody? PricePerFace,
    RedundancyBody? Redundancy,
    QualityTargetBody? QualityTarget,
    string? Guideline)
{
    /// <summary>What the project may cost at most, in the price's currency; no bound where it is left out.</summary>
    public PriceBody? Budget { get; init; }
}

/// <param name="Amount">A decimal string of at most four places.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record PriceBody(string? Amount, string? Currency);

public sealed record RedundancyBody(int? Minimum, int? Maximum);

/// <param name="MaximumErrorPercent">Largest predicted error of a finished face, in per cent of the normalising distance.</param>
public sealed record QualityTargetBody(double? MaximumErrorPercent)
{
    /// <summary>The same of all landmarks of a kind (<c>contour</c>, <c>brow</c>, <c>nose</c>, <c>eye</c>, …), where some are wanted more exact than the face.</summary>
    public IReadOnlyDictionary<string, double>? ByKind { get; init; }
}
