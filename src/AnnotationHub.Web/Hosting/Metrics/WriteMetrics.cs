using AnnotationHub.Storage;

namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary>How often this process commits, and how much goes into a commit.</summary>
internal sealed class WriteMetrics(Database database) : IMetricSource
{
    private const string Commits = "annotationhub_commits_total";
    private const string Units = "annotationhub_committed_units_total";

    public Task WriteAsync(PrometheusText text, CancellationToken cancellation)
    {
        var tally = database.Tally;
        text.Metric(Commits, "counter", "Transactions committed by this process.").Sample(Commits, tally.Commits);
        text.Metric(Units, "counter", "Units of work in them; divided by the commits, how many share one fsync.").Sample(Units, tally.Units);
        return Task.CompletedTask;
    }
}
