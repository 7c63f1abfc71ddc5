using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Projects.Budgets;

/// <summary>Proves that what each project has taken of its budget is what its leases and submissions cost.</summary>
public sealed class BudgetVerification(Database database) : IVerification
{
    private const string DifferentSql =
        """
        SELECT b.project_id, b.committed_e4, COALESCE(s.sum_e4, 0) AS assigned_e4
        FROM project_budget b
        LEFT JOIN (SELECT project_id, SUM(price_e4) AS sum_e4 FROM assignment WHERE state = 'live' OR state = 'submitted' GROUP BY project_id) s
            ON s.project_id = b.project_id
        WHERE b.committed_e4 <> COALESCE(s.sum_e4, 0)
        """;

    public string Subject => "budgets";

    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<Row>(DifferentSql, null, cancellation);
        return [.. rows.Select(r => $"project {r.ProjectId:D} has {r.CommittedE4} ten-thousandths of its budget taken and its assignments cost {r.AssignedE4}")];
    }

    private sealed class Row
    {
        public Guid ProjectId { get; init; }

        public long CommittedE4 { get; init; }

        public long AssignedE4 { get; init; }
    }
}
