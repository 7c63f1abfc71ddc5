using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings;

/// <summary>How money and time are written on pages, the same in both languages.</summary>
public static class MoneyText
{
    /// <summary><c>¥23.60</c>; <c>−¥0.48</c> with a true minus; another currency with its code after it.</summary>
    public static string Of(Money money)
    {
        var sign = money.TenThousandths < 0 ? "−" : "";
        var amount = (money.TenThousandths < 0 ? -money : money).Amount;
        return money.Currency == "CNY" ? $"{sign}¥{amount}" : $"{sign}{amount} {money.Currency}";
    }

    public static string Of(long tenThousandths, string currency) => Of(new Money(tenThousandths, currency));

    /// <summary>To two places, rounded half up, for rates and averages: never for what is paid.</summary>
    public static string Rounded(Money money) => Of(money with { TenThousandths = (long)Math.Floor((money.TenThousandths + 50) / 100m) * 100 });

    /// <summary>Minutes and seconds of one face: <c>2:04</c>.</summary>
    public static string Clock(TimeSpan time) => $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
