using System.Globalization;
using System.Text;
using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>The wage record as CSV: UTF-8 with a byte order mark, CRLF, Chinese titles, as an inspector reads it.</summary>
public static class WageRecordFile
{
    private const string Titles =
        "用人单位,工资周期,发放日期,姓名,身份证号,联系方式,工作时间（小时）,计件数（张）,计件工资,驳回,申诉与恢复,奖金,补足最低时薪,更正,应发,扣款,实发,币种,支付凭证,账本校验";

    public static byte[] Of(string employer, BusinessDay month, IReadOnlyList<WageRecordLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var text = new StringBuilder(Titles).Append("\r\n");
        foreach (var line in lines) text.AppendJoin(',', Fields(employer, month, line).Select(Field)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Fields(string employer, BusinessDay month, WageRecordLine line)
    {
        var slip = line.Payslip;
        string Amount(params LedgerEvent[] events) => new Money(slip.Of(events), slip.Currency).Amount;
        return
        [
            employer,
            month.ToString()[..7],
            string.Join(' ', line.Paid.Select(p => BusinessDay.At(p.SettledAt).ToString()).Distinct()),
            line.Name,
            line.Payee?.IdNumber ?? "",
            line.Payee?.Phone ?? "",
            slip.Active.TotalHours.ToString("0.00", CultureInfo.InvariantCulture),
            slip.Faces.ToString(CultureInfo.InvariantCulture),
            Amount(LedgerEvent.Accrued),
            Amount(LedgerEvent.Rejected),
            Amount(LedgerEvent.AppealUpheld, LedgerEvent.Restored),
            Amount(LedgerEvent.Bonus),
            Amount(LedgerEvent.ToppedUp),
            Amount(LedgerEvent.Reversed),
            new Money(slip.GrossE4, slip.Currency).Amount,
            "0.00",
            new Money(slip.PaidE4, slip.Currency).Amount,
            slip.Currency,
            string.Join(' ', line.Paid.Select(p => string.Create(CultureInfo.InvariantCulture, $"{(p.IsTakenBack == 1 ? "×" : "")}{p.Number:000000}-{p.ItemNumber:0000}"))),
            slip.Reference ?? "",
        ];
    }

    // A number of 18 digits is read as one by spreadsheets, and loses its end: a tab before it keeps it a text.
    private static string Field(string value)
    {
        if (value.Length >= 15 && value.AsSpan(0, 15).IndexOfAnyExceptInRange('0', '9') < 0) return $"\"\t{value}\"";
        var isAmount = value.Length > 1 && value[0] == '-' && char.IsAsciiDigit(value[1]);
        var safe = value.Length > 0 && !isAmount && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
