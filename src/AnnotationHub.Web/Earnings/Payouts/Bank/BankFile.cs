using System.Globalization;
using System.Text;
using AnnotationHub.Web.Earnings.Payees;

namespace AnnotationHub.Web.Earnings.Payouts.Bank;

/// <summary>One line of the bank's file before it is written.</summary>
public sealed record BankItem(int ItemNumber, long AmountE4, PayeeDetails Payee);

/// <summary>Writes a batch by a bank's template: CRLF, one line per item. Pure: the same batch and template give the same bytes.</summary>
public static class BankFile
{
    public static byte[] Write(BankTemplate template, PayoutBatch batch, IReadOnlyList<BankItem> items)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(items);
        var text = new StringBuilder();
        if (template.Totals is { } totals) Line(totals.Select(c => c.Value ?? OfBatch(c.Field!.Value, batch, items)));
        if (template.Header) Line(template.Columns.Select(c => c.Title ?? ""));
        foreach (var item in items) Line(template.Columns.Select(c => c.Value ?? Of(c.Field!.Value, batch, item, items)));
        return [.. template.Bytes.Preamble, .. template.Bytes.GetBytes(text.ToString())];

        void Line(IEnumerable<string> fields) => text.AppendJoin(template.Delimiter, fields.Select(f => Field(f, template.Delimiter))).Append("\r\n");
    }

    private static string Of(BankField field, PayoutBatch batch, BankItem item, IReadOnlyList<BankItem> items) => field switch
    {
        BankField.ItemNumber => item.ItemNumber.ToString(CultureInfo.InvariantCulture),
        BankField.HolderName => item.Payee.HolderName,
        BankField.AccountNumber => item.Payee.AccountNumber,
        BankField.BankName => item.Payee.BankName,
        BankField.BankCode => item.Payee.BankCode,
        BankField.IdNumber => item.Payee.IdNumber,
        BankField.Phone => item.Payee.Phone,
        BankField.Amount => Yuan(item.AmountE4),
        BankField.AmountFen => Fen(item.AmountE4),
        BankField.Reference => string.Create(CultureInfo.InvariantCulture, $"{batch.Number:000000}-{item.ItemNumber:0000}"),
        BankField.Currency or BankField.BatchNumber or BankField.ItemCount or BankField.Total or BankField.TotalFen => OfBatch(field, batch, items),
    };

    private static string OfBatch(BankField field, PayoutBatch batch, IReadOnlyList<BankItem> items) => field switch
    {
        BankField.Currency => batch.Currency,
        BankField.BatchNumber => batch.Number.ToString("000000", CultureInfo.InvariantCulture),
        BankField.ItemCount => items.Count.ToString(CultureInfo.InvariantCulture),
        BankField.Total => Yuan(items.Sum(i => i.AmountE4)),
        BankField.TotalFen => Fen(items.Sum(i => i.AmountE4)),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not of the whole batch."),
    };

    // Payouts are whole fen.
    private static string Fen(long amountE4) => (amountE4 / 100).ToString(CultureInfo.InvariantCulture);

    private static string Yuan(long amountE4) => string.Create(CultureInfo.InvariantCulture, $"{amountE4 / 10_000}.{amountE4 / 100 % 100:00}");

    /// <summary>
    /// With commas quoted as RFC 4180 says, with any other delimiter never: such banks take fields as they are, so the delimiter
    /// and line ends are left out of a name. What a spreadsheet would take for a formula begins with an apostrophe.
    /// </summary>
    private static string Field(string value, char delimiter)
    {
        var safe = value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        if (delimiter != ',') return string.Concat(safe.Where(c => c != delimiter && c is not ('\r' or '\n')));
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
