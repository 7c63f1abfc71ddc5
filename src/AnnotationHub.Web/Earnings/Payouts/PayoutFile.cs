using System.Globalization;
using System.Text;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>
/// The bank's file of a batch: UTF-8 with a byte order mark (spreadsheets in China need it), CRLF, one line per item. It says
/// only what is frozen, so that it is the same byte for byte whenever and wherever it is exported.
/// </summary>
public static class PayoutFile
{
    private const string Header = "序号,户名,金额,币种,用途";

    public static byte[] Of(PayoutBatch batch, IReadOnlyList<PayoutItem> items)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(items);
        var text = new StringBuilder().Append(Header).Append("\r\n");
        foreach (var item in items)
        {
            // Payouts are whole fen: two places always.
            var fen = item.AmountE4 / 100;
            text.Append(CultureInfo.InvariantCulture, $"{item.ItemNumber},{Field(item.PayeeName)},{fen / 100}.{fen % 100:00},{batch.Currency},AnnotationHub {batch.Number:000000}-{item.ItemNumber:0000}\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Field(string value)
    {
        var safe = value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
