namespace AnnotationHub.Domain.Earnings;

/// <summary>
/// What a label of some of a face's landmarks is worth: the rule <c>proportional/1</c>, the face's price times the share of the landmarks
/// that are asked for.
/// </summary>
public static class PartialPrice
{
    /// <summary>Name and version; frozen on the assignment beside the whole price.</summary>
    public const string Rule = "proportional/1";

    /// <summary>Rounded up to 1/10 000 of the currency's unit, so that no rounding is ever to the annotator's loss.</summary>
    /// <param name="wholeE4">Of the whole face, 0 or more, in 1/10 000 of the unit.</param>
    /// <param name="asked">Landmarks asked for: 1 to <paramref name="all"/>.</param>
    /// <param name="all">Landmarks of the scheme.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static long Of(long wholeE4, int asked, int all)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wholeE4);
        ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asked, all);
        return (long)((((Int128)wholeE4 * asked) + all - 1) / all);
    }
}
