using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Prices;

namespace AnnotationHub.Web.Earnings.Work;

/// <summary>What an annotator may choose to work on, with what it pays and how long it takes: said before anything is claimed.</summary>
public sealed class OpenWork(Database database, PriceDesk prices)
{
    private const string ProjectsSql = """
        SELECT p.id, p.name, p.scheme_key, p.price_e4, p.currency, p.guideline, COALESCE(t.waiting, 0) + COALESCE(t.in_progress, 0) AS faces
        FROM project p
        JOIN certification c ON c.user_id = @annotator AND c.scheme_key = p.scheme_key AND c.revoked_at IS NULL
        LEFT JOIN project_tally t ON t.project_id = p.id
        WHERE p.state = 'open'
          AND EXISTS (SELECT 1 FROM task_queue q WHERE q.project_id = p.id
              AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = q.task_id AND a.annotator_id = @annotator))
          AND NOT EXISTS (SELECT 1 FROM project_budget b WHERE b.project_id = p.id AND b.committed_e4 + p.price_e4 > b.budget_e4)
        ORDER BY p.id
        """;

    private const string RepairsSql = """
        SELECT COUNT(*) FROM assignment s JOIN annotation a ON a.assignment_id = s.id
        WHERE s.annotator_id = @annotator AND s.state = 'live' AND a.state = 'returned'
        """;

    private const string CertificatesSql = "SELECT COUNT(*) FROM certification WHERE user_id = @annotator AND revoked_at IS NULL";

    public async Task<WorkOnOffer> FindAsync(Guid annotator, CancellationToken cancellation = default)
    {
        var projects = await database.QueryAsync<ProjectRow>(ProjectsSql, new { annotator }, cancellation);
        var offers = new List<ProjectOffer>();
        foreach (var row in projects)
        {
            if (ShippedSchemes.Find(row.SchemeKey) is not { } scheme) continue;
            var preview = await prices.PreviewAsync(scheme, new Money(row.PriceE4, row.Currency), cancellation);
            offers.Add(new ProjectOffer(row.Id, row.Name, scheme, row.Guideline, row.Faces, preview));
        }

        return new WorkOnOffer(
            offers,
            await database.ScalarAsync<int>(RepairsSql, new { annotator }, cancellation),
            await database.ScalarAsync<long>(CertificatesSql, new { annotator }, cancellation) > 0);
    }

    private sealed class ProjectRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string SchemeKey { get; init; } = "";

        public long PriceE4 { get; init; }

        public string Currency { get; init; } = "";

        public string Guideline { get; init; } = "";

        public int Faces { get; init; }
    }
}

/// <param name="Repairs">Faces that came back and wait for this annotator.</param>
/// <param name="IsCertified">For any scheme at all.</param>
public sealed record WorkOnOffer(IReadOnlyList<ProjectOffer> Projects, int Repairs, bool IsCertified);

/// <param name="Faces">Unfinished ones, about: others take them too.</param>
public sealed record ProjectOffer(Guid Id, string Name, LandmarkScheme Scheme, string Guideline, int Faces, PricePreview Preview);
