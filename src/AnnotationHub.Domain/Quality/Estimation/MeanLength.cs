namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>How long an error is on average, from its variances along two perpendicular axes.</summary>
internal static class MeanLength
{
    /// <summary>
    /// <c>E|e| = √(2/π) · perimeter/4</c> of the ellipse with the standard deviations as half axes, the perimeter by Ramanujan (Quarterly
    /// Journal of Mathematics 45, 1914): exact for equal axes, 0.4 % low for a line. The usual <c>0.8862 √(v₁+v₂)</c> is 11 % high there.
    /// </summary>
    public static double Of(double variance1, double variance2)
    {
        var (a, b) = (Math.Sqrt(variance1), Math.Sqrt(variance2));
        return Math.Sqrt(Math.PI / 8) * ((3 * (a + b)) - Math.Sqrt(((3 * a) + b) * (a + (3 * b))));
    }
}
