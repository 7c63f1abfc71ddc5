using System.Globalization;

namespace AnnotationHub.Domain.Earnings;

/// <summary>
/// An amount of money as an integer of 1/10 000 of the currency's unit, with the ISO 4217 code of the currency.
/// Arithmetic is checked: an overflow throws.
/// </summary>
public readonly record struct Money(long TenThousandths, string Currency)
{
    private const long Scale = 10_000;

    public static Money Zero(string currency) => new(0, currency);

    /// <summary>The decimal string of the outside contract: at least two places, at most four, no exponent, no group signs.</summary>
    public string Amount
    {
        get
        {
            var whole = TenThousandths / Scale;
            var fraction = Math.Abs(TenThousandths % Scale).ToString("0000", CultureInfo.InvariantCulture);
            var sign = TenThousandths < 0 && whole == 0 ? "-" : "";
            var places = fraction.EndsWith("00", StringComparison.Ordinal) ? fraction[..2] : fraction.TrimEnd('0');
            return $"{sign}{whole.ToString(CultureInfo.InvariantCulture)}.{places}";
        }
    }

    /// <summary>Null for anything but an optional minus, digits, and at most four places after a point.</summary>
    public static Money? TryParse(string? amount, string? currency)
    {
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper)) return null;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(amount, Style, CultureInfo.InvariantCulture, out var value)) return null;
        if (Math.Abs(value) > 100_000_000_000m) return null;
        var scaled = value * Scale;
        return scaled == decimal.Truncate(scaled) ? new Money((long)scaled, currency) : null;
    }

    public static Money operator +(Money a, Money b) => new(checked(a.TenThousandths + Same(a, b)), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.TenThousandths - Same(a, b)), a.Currency);

    public static Money operator -(Money a) => new(checked(-a.TenThousandths), a.Currency);

    public override string ToString() => $"{Amount} {Currency}";

    private static long Same(Money a, Money b) => a.Currency == b.Currency
        ? b.TenThousandths
        : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add up.");
}
