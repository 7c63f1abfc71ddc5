using AnnotationHub.Storage;
using AnnotationHub.Web.Hosting.Metrics;

namespace AnnotationHub.Web.Tasks;

/// <summary>How many faces stand in each state, over all projects; read from the tallies, no task is counted.</summary>
internal sealed class TaskMetrics(Database database) : IMetricSource
{
    private const string Name = "annotationhub_faces";

    private const string FacesSql =
        """
        SELECT COALESCE(SUM(waiting), 0) AS waiting, COALESCE(SUM(in_progress), 0) AS in_progress, COALESCE(SUM(in_review), 0) AS in_review,
            COALESCE(SUM(accepted), 0) AS accepted, COALESCE(SUM(rejected), 0) AS rejected
        FROM project_tally
        """;

    public async Task WriteAsync(PrometheusText text, CancellationToken cancellation)
    {
        var row = await database.FirstOrDefaultAsync<Row>(FacesSql, cancellation: cancellation) ?? new Row();
        text.Metric(Name, "gauge", "Faces by state, over all projects.")
            .Sample(Name, row.Waiting, ("state", "waiting")).Sample(Name, row.InProgress, ("state", "inProgress")).Sample(Name, row.InReview, ("state", "inReview"))
            .Sample(Name, row.Accepted, ("state", "accepted")).Sample(Name, row.Rejected, ("state", "rejected"));
    }

    private sealed class Row
    {
        public long Waiting { get; init; }

        public long InProgress { get; init; }

        public long InReview { get; init; }

        public long Accepted { get; init; }

        public long Rejected { get; init; }
    }
}
