using System.Globalization;

namespace AnnotationHub.Domain.Earnings;

/// <summary>
/// A calendar day in Asia/Shanghai. China has kept UTC+8 without summer time since 1991-09-15, so no time-zone data is asked;
/// instants before that are outside the range.
/// </summary>
public readonly record struct BusinessDay(DateOnly Date) : IComparable<BusinessDay>
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day on which <paramref name="instant"/> falls: 15:59:59.999999Z is still the UTC date's, 16:00:00Z the next.</summary>
    public static BusinessDay At(DateTimeOffset instant) => new(DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime));

    /// <exception cref="FormatException">Not <c>yyyy-MM-dd</c>.</exception>
    public static BusinessDay Parse(string text) => new(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    public DateTimeOffset Start => new(Date.ToDateTime(TimeOnly.MinValue), Offset);

    public BusinessDay FirstOfMonth => new(new DateOnly(Date.Year, Date.Month, 1));

    public BusinessDay Plus(int days) => new(Date.AddDays(days));

    public int CompareTo(BusinessDay other) => Date.CompareTo(other.Date);

    public static bool operator <(BusinessDay a, BusinessDay b) => a.CompareTo(b) < 0;

    public static bool operator >(BusinessDay a, BusinessDay b) => a.CompareTo(b) > 0;

    public static bool operator <=(BusinessDay a, BusinessDay b) => a.CompareTo(b) <= 0;

    public static bool operator >=(BusinessDay a, BusinessDay b) => a.CompareTo(b) >= 0;

    /// <summary>As it is stored: <c>yyyy-MM-dd</c>, which sorts as the days do.</summary>
    public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
