using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings;

/// <summary>Money on the wire: a decimal string of at most four places, and the currency's ISO 4217 code.</summary>
public sealed record MoneyBody(string Amount, string Currency)
{
    public static MoneyBody Of(Money money) => new(money.Amount, money.Currency);

    public static MoneyBody Of(long tenThousandths, string currency) => Of(new Money(tenThousandths, currency));
}
