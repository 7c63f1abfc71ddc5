using System.Text;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Payouts.Bank;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>What a bank's template makes of a batch, to the byte.</summary>
public sealed class BankFileTests
{
    private static readonly PayoutBatch Batch = new() { Number = 7, Currency = "CNY", ItemCount = 2, TotalE4 = 1_234_500 };

    private static readonly BankItem[] Items =
    [
        new(1, 1_000_000, new PayeeDetails("刘,玉兰", "11010519491231002X", "13800138000", "4111111111111111", "农信社", "")),
        new(2, 234_500, new PayeeDetails("=张|三", "11010519491231002X", "13800138000", "4111111111111111", "邮储", "103")),
    ];

    private static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Fact]
    public void Write_CommaTemplate_QuotesAndKeepsFormulasHarmless()
    {
        var text = Gb18030.GetString(BankFile.Write(Shipped("agency-gb18030"), Batch, Items));
        Assert.Equal(
            "序号,收款账号,收款户名,开户银行,金额,用途,附言\r\n"
            + "1,4111111111111111,\"刘,玉兰\",农信社,100.00,工资,000007-0001\r\n"
            + "2,4111111111111111,'=张|三,邮储,23.45,工资,000007-0002\r\n",
            text);
    }

    [Fact]
    public void Write_PipeTemplate_BeginsWithTotalsAndLeavesTheDelimiterOut()
    {
        var text = Gb18030.GetString(BankFile.Write(Shipped("pipe-fen"), Batch, Items));
        Assert.Equal(
            "000007|2|12345\r\n1|4111111111111111|刘,玉兰|10000|11010519491231002X|000007-0001\r\n2|4111111111111111|'=张三|2345|11010519491231002X|000007-0002\r\n",
            text);
    }

    [Fact]
    public void Write_Utf8Template_BeginsWithItsMark() =>
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), BankFile.Write(Shipped("agency-utf8"), Batch, Items)[..3]);

    [Theory]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"latin-1","delimiter":",","columns":[{"field":"amount"}]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"title":"both","field":"amount","value":"x"}]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"title":"neither"}]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"field":"salary"}]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"field":"amount"}],"totals":[{"field":"accountNumber"}]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[]}]}""")]
    [InlineData("""{"templates":[{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"field":"amount"}]},{"name":"a","title":{},"encoding":"utf-8","delimiter":",","columns":[{"field":"amount"}]}]}""")]
    public void Parse_TemplateThatCannotBeUsed_IsRefusedAtOnce(string json) =>
        Assert.Throws<InvalidDataException>(() => BankTemplates.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private static BankTemplate Shipped(string name)
    {
        using var stream = typeof(BankTemplates).Assembly.GetManifestResourceStream("bank-templates.json")!;
        return BankTemplates.Parse(stream).Single(t => t.Name == name);
    }
}
