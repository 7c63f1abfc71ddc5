namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Where a gross error falls: alike everywhere within a plateau of radius ρ about the true position, beyond it ever less, with the cube of the
/// distance r (the tail of a Cauchy distribution in the plane). With <c>ρ = R/√3</c> the whole is 1 at the plateau's height <c>1/(πR²)</c>, R being
/// <see cref="ErrorPriors.GrossRadius"/>: <c>(πρ² + ∫ρ³/r³ 2πr dr)/(πR²) = 3ρ²/R²</c>. A density without end would take the farthest of three labels that all disagree for
/// as likely as the two others, and a mean over such positions has no bounds.
/// </summary>
internal static class GrossErrorDensity
{
    /// <summary>ρ², square per cent.</summary>
    public const double PlateauSquare = ErrorPriors.GrossRadius * ErrorPriors.GrossRadius / 3;

    /// <summary>The density at a distance, over its height on the plateau: 1, and (ρ/r)³ beyond.</summary>
    /// <param name="square">r², square per cent.</param>
    public static double OfHeight(double square)
    {
        if (square <= PlateauSquare) return 1;
        var share = PlateauSquare / square;
        return share * Math.Sqrt(share);
    }
}
