using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>The payslip as answer, page and paper, and what is said before anything is claimed.</summary>
public sealed partial class PayslipTests : IAsyncLifetime
{
    private EarningsHost host = null!;
    private HttpClient annotator = null!;
    private string month = "";

    public async ValueTask InitializeAsync()
    {
        host = await new EarningsHost().StartAsync();
        annotator = await host.SignedInAsync("annotator1", "demo-annotator");
        var (id, supervisor) = (await host.IdAsync("annotator1"), await host.IdAsync("supervisor1"));
        await host.FaceAsync(id, accepted: true, supervisor);
        await host.FaceAsync(id, accepted: false, supervisor);
        month = BusinessDay.At(DateTimeOffset.UtcNow).ToString()[..7];
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Payslip_OfTheMonth_AddsUpToTheBalances()
    {
        var slip = await annotator.GetFromJsonAsync<JsonElement>($"/api/v1/me/payslips/{month}");
        Assert.Equal(("1.60", "-0.48", "1.12", "0.00"), (Amount(slip.GetProperty("earned"), "accrued"), Amount(slip.GetProperty("earned"), "rejected"), Amount(slip, "gross"), Amount(slip, "deductions")));
        // Two faces of two minutes each.
        Assert.Equal((2, 240), (slip.GetProperty("faces").GetInt32(), slip.GetProperty("activeSeconds").GetInt32()));
        Assert.Equal(month, (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/payslips")).GetProperty("items")[0].GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await annotator.GetAsync("/api/v1/me/payslips/2026-00")).StatusCode);
    }

    [Fact]
    public async Task Pdf_OfTheMonth_IsAFileThatReadersTake()
    {
        var bytes = await PdfAsync("zh-CN");
        var text = Encoding.Latin1.GetString(bytes);
        // Every object is where the table says, and the table is where the end says.
        var start = int.Parse(Regex.Match(text, @"startxref\n(\d+)\n%%EOF\n$").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n", text[start..], StringComparison.Ordinal);
        var number = 0;
        foreach (Match entry in Regex.Matches(text[start..], @"(\d{10}) 00000 n \n"))
            Assert.StartsWith($"{++number} 0 obj\n", text[int.Parse(entry.Groups[1].Value, CultureInfo.InvariantCulture)..], StringComparison.Ordinal);
        Assert.Equal(9, number);
        var stream = Regex.Match(text, @"/Length (\d+) >>\nstream\n");
        Assert.Equal("endstream", text.Substring(stream.Index + stream.Length + int.Parse(stream.Groups[1].Value, CultureInfo.InvariantCulture), 9));

        var words = Line().Matches(text).Select(line => string.Concat(Run().Matches(line.Value).Select(WordOf))).ToList();
        Assert.Contains(words, w => w.Contains("工资单", StringComparison.Ordinal) && w.Contains(month, StringComparison.Ordinal));
        Assert.Contains("1.12", words);
        Assert.Contains("annotator1", words);
        Assert.Equal(bytes, await PdfAsync("zh-CN"));
        Assert.NotEqual(bytes, await PdfAsync("en"));
    }

    [Fact]
    public async Task Work_BeforeClaiming_SaysPriceTimeAndWhatAnHourComesTo()
    {
        await host.Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO task_queue (project_id, lane, position, task_id, remaining) SELECT @project, 11, 1, @other, 2", new { project = host.Project, other = Guid.CreateVersion7() }));
        var offer = (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/work")).GetProperty("projects")[0];
        Assert.Equal(("0.80", 102, "28.2352"), (Amount(offer.GetProperty("price"), "price"), offer.GetProperty("price").GetProperty("usualSeconds").GetInt32(), Amount(offer.GetProperty("price"), "hourlyRate")));
        var page = WebUtility.HtmlDecode(await annotator.GetStringAsync("/work"));
        Assert.Contains("¥28.24", page, StringComparison.Ordinal);
        Assert.Contains($"/workbench?project={host.Project:D}", page, StringComparison.Ordinal);
        // What its budget cannot pay is not offered.
        await host.Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO project_budget (project_id, budget_e4, committed_e4) VALUES (@project, 7999, 0)", new { project = host.Project }));
        Assert.Equal(0, (await annotator.GetFromJsonAsync<JsonElement>("/api/v1/me/work")).GetProperty("projects").GetArrayLength());
        var trainee = await host.SignedInAsync("trainee1", "demo-annotator");
        Assert.Equal(0, (await trainee.GetFromJsonAsync<JsonElement>("/api/v1/me/work")).GetProperty("projects").GetArrayLength());
    }

    private async Task<byte[]> PdfAsync(string culture)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/me/payslips/{month}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/pdf"));
        request.Headers.AcceptLanguage.ParseAdd(culture);
        var answer = await annotator.SendAsync(request);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Amount(JsonElement element, string name) => element.GetProperty(name).GetProperty("amount").GetString()!;

    // F1 is the Chinese font, two bytes a character; F2 the Latin one.
    private static string WordOf(Match run) =>
        (run.Groups[1].Value == "1" ? Encoding.BigEndianUnicode : Encoding.ASCII).GetString(Convert.FromHexString(run.Groups[2].Value));

    [GeneratedRegex("BT .+ ET")]
    private static partial Regex Line();

    [GeneratedRegex("/F([12]) [0-9.]+ Tf <([0-9A-F]+)> Tj")]
    private static partial Regex Run();
}
