namespace AnnotationHub.Web.Supervision;

/// <summary>
/// Whether an annotator's latest faces are worse than the ones before: Welch's difference of means over its standard error.
/// Errors in per cent of the normalising distance, newest first.
/// </summary>
/// <param name="RecentPercent">Mean of the newest <see cref="RecentFaces"/>.</param>
/// <param name="BaselinePercent">Mean of those before.</param>
/// <param name="Score">In standard errors; positive is worse than before.</param>
public sealed record ErrorTrend(double RecentPercent, double BaselinePercent, double Score)
{
    public const int RecentFaces = 20;

    /// <summary>Under this many before them there is nothing to compare with.</summary>
    public const int LeastBaseline = 20;

    // One false alarm in about 740 looks at an annotator who has not changed.
    private const double AlarmScore = 3;

    public bool IsAlarm => Score > AlarmScore;

    /// <summary>Null with too few faces.</summary>
    public static ErrorTrend? Of(IReadOnlyList<double> newestFirst)
    {
        ArgumentNullException.ThrowIfNull(newestFirst);
        if (newestFirst.Count < RecentFaces + LeastBaseline) return null;
        var recent = newestFirst.Take(RecentFaces).ToList();
        var baseline = newestFirst.Skip(RecentFaces).ToList();
        var (recentMean, baselineMean) = (recent.Average(), baseline.Average());
        var error = Math.Sqrt(SquaredError(recent, recentMean) + SquaredError(baseline, baselineMean));
        return new ErrorTrend(recentMean, baselineMean, error > 0 ? (recentMean - baselineMean) / error : 0);
    }

    private static double SquaredError(List<double> values, double mean) =>
        values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count;
}
