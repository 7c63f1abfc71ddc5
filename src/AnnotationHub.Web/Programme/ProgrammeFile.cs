using System.Globalization;
using System.Text;
using AnnotationHub.Domain.Earnings;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Programme;

/// <summary>The report as CSV, one line for each place and month: UTF-8 with a byte order mark, CRLF. What is hidden is empty.</summary>
public static class ProgrammeFile
{
    public static byte[] Of(ProgrammeReport report, string currency, IStringLocalizer<ProgrammeTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        string[] titles = ["County", "Township", "Village", "Enrolled", "Trained", "Certified", "Active", "Month", "Earners", "Hours", "Earned", "Average"];
        var text = new StringBuilder().AppendJoin(',', titles.Select(t => texts[$"Csv.{t}"].Value)).Append("\r\n");
        foreach (var line in report.Lines)
        {
            foreach (var month in line.Months) text.AppendJoin(',', Fields(line, month, currency, texts).Select(Field)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Fields(PlaceLine line, PlaceMonth month, string currency, IStringLocalizer<ProgrammeTexts> texts)
    {
        for (var level = 0; level < 3; level++)
            yield return level < line.Level ? (line.Path[level].Length > 0 ? line.Path[level] : texts["NotEntered"].Value) : texts["All"].Value;
        foreach (var count in (int[])[line.Enrolled, line.Trained, line.Certified, line.Active]) yield return count.ToString(CultureInfo.InvariantCulture);
        yield return month.Month.ToString()[..7];
        yield return month.Earners?.ToString(CultureInfo.InvariantCulture) ?? "";
        yield return month.Active?.TotalHours.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
        yield return month.EarnedE4 is { } earned ? new Money(earned, currency).Amount : "";
        yield return month.AverageE4 is { } average ? new Money(average, currency).Amount : "";
    }

    private static string Field(string value)
    {
        var isAmount = value.Length > 1 && value[0] == '-' && char.IsAsciiDigit(value[1]);
        var safe = value.Length > 0 && !isAmount && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
