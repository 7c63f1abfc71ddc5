using System.Globalization;
using AnnotationHub.Domain.Earnings;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payslips;

/// <summary>A payslip as a PDF to keep or to send on, in the reader's language.</summary>
public static class PayslipPdf
{
    private const double Left = 60;
    private const double Right = PdfSheet.WidthPt - 60;
    private const double LinePt = 22;

    /// <param name="employer">Left out where it is empty.</param>
    public static byte[] Of(Payslip slip, string name, string employer, IStringLocalizer<EarningsTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(slip);
        ArgumentNullException.ThrowIfNull(texts);
        var month = slip.Month.ToString()[..7];
        var title = texts["Payslip.Title", month].Value;
        var sheet = new PdfSheet().Text(Left, 770, 20, title).Rule(Left, Right, 758, 1);
        var y = 730.0;
        foreach (var (label, value) in Facts(slip, name, employer, texts))
        {
            sheet.Text(Left, y, 11, label).Text(Left + 130, y, 11, value);
            y -= LinePt;
        }

        y -= 8;
        sheet.Text(Left, y, 11, texts["Payslip.Item"]).TextRight(Right, y, 11, $"{texts["Amount"]} ({slip.Currency})").Rule(Left, Right, y - 6, 0.5);
        foreach (var (key, amountE4) in PayslipLines.Of(slip)) Row(texts[key], Amount(amountE4));
        Row(texts["Payslip.Deductions"], texts["Payslip.None"]);
        sheet.Rule(Left, Right, y - 6, 1);
        Row(texts["Payslip.Gross"], Amount(slip.GrossE4));
        Row(texts["Payslip.PaidOut"], Amount(slip.PaidE4));
        sheet.Rule(Left, Right, y - 6, 0.5);
        y -= 34;
        foreach (var line in Wrapped(texts["Payslip.Note"], Right - Left, 9))
        {
            sheet.Text(Left, y, 9, line);
            y -= 14;
        }

        return sheet.ToArray(title);

        void Row(string label, string amount)
        {
            y -= LinePt;
            sheet.Text(Left, y, 12, label).TextRight(Right, y, 12, amount);
        }
    }

    private static IEnumerable<(string Label, string Value)> Facts(Payslip slip, string name, string employer, IStringLocalizer<EarningsTexts> texts)
    {
        var last = slip.Month.Date.AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (employer.Length > 0) yield return (texts["Payslip.Employer"], employer);
        yield return (texts["Payslip.Name"], name);
        yield return (texts["Payslip.Period"], $"{slip.Month} - {last}");
        yield return (texts["Payslip.Faces"], slip.Faces.ToString(CultureInfo.InvariantCulture));
        yield return (texts["Payslip.Hours"], PageText.Duration(texts, slip.Active));
        if (EffectiveWage.PerHour(new Money(slip.ByWorkE4, slip.Currency), slip.Active) is { } wage)
            yield return (texts["Payslip.Hourly"], $"{Amount(wage.TenThousandths / 100 * 100)} {slip.Currency}");
        if (slip.Reference is { } reference) yield return (texts["Payslip.Reference"], reference);
    }

    private static string Amount(long amountE4) => new Money(amountE4, "CNY").Amount;

    // Breaks after any Chinese character and at blanks: enough for a note of two lines.
    private static IEnumerable<string> Wrapped(string text, double widthPt, double sizePt)
    {
        var line = "";
        foreach (var word in System.Text.RegularExpressions.Regex.Split(text, "(?<= )|(?<=[\u3000-\u9fff\uff00-\uffef])"))
        {
            if (line.Length > 0 && PdfSheet.WidthOf(line + word, sizePt) > widthPt)
            {
                yield return line;
                line = "";
            }

            line += word;
        }

        if (line.Length > 0) yield return line;
    }
}
