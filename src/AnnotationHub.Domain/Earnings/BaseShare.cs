namespace AnnotationHub.Domain.Earnings;

/// <summary>The part of a face's price that honest work keeps whatever is decided about it.</summary>
public static class BaseShare
{
    /// <summary>The whole, in the unit of a share.</summary>
    public const int Whole = 10_000;

    /// <summary>Rounded up to 1/10 000 of the currency's unit, so that no rounding is ever to the annotator's loss.</summary>
    /// <param name="priceE4">0 or more, in 1/10 000 of the unit.</param>
    /// <param name="shareE4">0 to 10 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static long Of(long priceE4, int shareE4)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(priceE4);
        ArgumentOutOfRangeException.ThrowIfNegative(shareE4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shareE4, Whole);
        return (long)(((Int128)priceE4 * shareE4 + Whole - 1) / Whole);
    }
}
