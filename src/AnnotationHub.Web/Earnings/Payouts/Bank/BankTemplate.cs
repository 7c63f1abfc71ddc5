using System.Text;
using System.Text.Json.Serialization;

namespace AnnotationHub.Web.Earnings.Payouts.Bank;

/// <summary>One column of a bank's file: a field of ours, or the same text in every line.</summary>
/// <param name="Title">In the line of titles.</param>
public sealed record BankColumn(string? Title, BankField? Field, string? Value);

/// <summary>What a bank's file may be made of. In the template's file by its camelCase name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankField>))]
public enum BankField
{
    [JsonStringEnumMemberName("itemNumber")]
    ItemNumber,

    [JsonStringEnumMemberName("holderName")]
    HolderName,

    [JsonStringEnumMemberName("accountNumber")]
    AccountNumber,

    [JsonStringEnumMemberName("bankName")]
    BankName,

    [JsonStringEnumMemberName("bankCode")]
    BankCode,

    [JsonStringEnumMemberName("idNumber")]
    IdNumber,

    [JsonStringEnumMemberName("phone")]
    Phone,

    /// <summary>In the currency's unit, two places.</summary>
    [JsonStringEnumMemberName("amount")]
    Amount,

    /// <summary>In hundredths of it, as a whole number.</summary>
    [JsonStringEnumMemberName("amountFen")]
    AmountFen,

    [JsonStringEnumMemberName("currency")]
    Currency,

    /// <summary>Batch and item number, <c>000001-0001</c>: what comes back in the bank's answer.</summary>
    [JsonStringEnumMemberName("reference")]
    Reference,

    [JsonStringEnumMemberName("batchNumber")]
    BatchNumber,

    [JsonStringEnumMemberName("itemCount")]
    ItemCount,

    [JsonStringEnumMemberName("total")]
    Total,

    [JsonStringEnumMemberName("totalFen")]
    TotalFen,
}

/// <summary>How one bank wants its file. Data, not code: an operator edits or adds templates in the file that configuration names.</summary>
/// <param name="Name">Stable; a file that was exported once keeps its bytes under it.</param>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-8-bom</c> or <c>gb18030</c>.</param>
/// <param name="Totals">Where the bank wants a line for the whole batch before all others.</param>
public sealed record BankTemplate(
    string Name, IReadOnlyDictionary<string, string> Title, string Encoding, char Delimiter, IReadOnlyList<BankColumn> Columns, IReadOnlyList<BankColumn>? Totals = null, bool Header = true)
{
    private static readonly BankField[] OfBatch = [BankField.BatchNumber, BankField.ItemCount, BankField.Total, BankField.TotalFen, BankField.Currency];

    [JsonIgnore]
    public Encoding Bytes => Encoding switch
    {
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        "utf-8-bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!,
        _ => throw new InvalidDataException($"Bank template {Name}: there is no encoding {Encoding}."),
    };

    public string TitleIn(string culture) => Title.TryGetValue(culture, out var title) ? title : Title.Values.FirstOrDefault(Name);

    /// <exception cref="InvalidDataException">It is not one that a file can be made by.</exception>
    public void Check()
    {
        if (Name.Length is 0 or > 64 || Columns.Count == 0) throw new InvalidDataException($"Bank template {Name}: a name of 1 to 64 characters and columns are needed.");
        _ = Bytes;
        foreach (var column in Columns.Concat(Totals ?? []))
        {
            if (column.Field is null == column.Value is null) throw new InvalidDataException($"Bank template {Name}: a column has either a field or a value.");
        }

        if (Totals?.FirstOrDefault(c => c.Field is { } field && !OfBatch.Contains(field)) is { } wrong)
            throw new InvalidDataException($"Bank template {Name}: {wrong.Field} is not of the whole batch.");
    }
}
