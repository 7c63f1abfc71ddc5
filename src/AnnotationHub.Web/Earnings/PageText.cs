using System.Globalization;
using AnnotationHub.Domain.Earnings;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings;

/// <summary>Durations and instants as the earnings pages write them.</summary>
public static class PageText
{
    public static string Duration(IStringLocalizer<EarningsTexts> texts, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return time.TotalHours >= 1
            ? texts["Duration", (int)time.TotalHours, time.Minutes]
            : texts["Duration.Minutes", (int)time.TotalMinutes];
    }

    /// <summary>Date and time in Beijing, in which everybody here lives: <c>2026-11-24 16:05</c>.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToOffset(BusinessDay.At(instant).Start.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
