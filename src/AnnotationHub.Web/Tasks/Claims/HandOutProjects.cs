using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>What a claim needs to know of a project; the price is frozen on the assignment.</summary>
internal sealed class HandOutProject
{
    public Guid Id { get; init; }

    public string State { get; init; } = "";

    public string SchemeKey { get; init; } = "";

    public long PriceE4 { get; init; }

    public string Currency { get; init; } = "";

    public bool IsCertified { get; init; }

    /// <summary>Faces that nobody has yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Labels handed out, for the projects' rotation.</summary>
    public long Served { get; init; }

    /// <summary>What it counts as having had beside the others that hand out now.</summary>
    public long Standing { get; set; }

    /// <summary>Of a face of which these landmarks are asked for; of the whole one where they are null.</summary>
    /// <param name="landmarks">As <see cref="AskedLandmarks"/> packs them.</param>
    /// <exception cref="InvalidOperationException">The scheme is not one of this program's.</exception>
    public long PriceOf(byte[]? landmarks)
    {
        if (landmarks is null) return PriceE4;
        var scheme = ShippedSchemes.Find(SchemeKey) ?? throw new InvalidOperationException($"No landmark scheme {SchemeKey}.");
        return PartialPrice.Of(PriceE4, AskedLandmarks.Count(landmarks), scheme.Count);
    }
}

/// <summary>Which projects hand out work to an annotator.</summary>
internal static class HandOutProjects
{
    private const string NamedSql =
        """
        SELECT p.id, p.state, p.scheme_key, p.price_e4, p.currency, CASE WHEN c.user_id IS NULL THEN 0 ELSE 1 END AS is_certified,
            COALESCE(t.waiting, 0) AS waiting, COALESCE(s.served, 0) AS served
        FROM project p
        LEFT JOIN project_tally t ON t.project_id = p.id
        LEFT JOIN project_service s ON s.project_id = p.id
        LEFT JOIN certification c ON c.user_id = @annotatorId AND c.scheme_key = p.scheme_key AND c.revoked_at IS NULL
        WHERE p.id = @projectId
        """;

    private const string OpenSql =
        """
        SELECT p.id, p.state, p.scheme_key, p.price_e4, p.currency, 1 AS is_certified,
            COALESCE(t.waiting, 0) AS waiting, COALESCE(s.served, 0) AS served
        FROM project p
        LEFT JOIN project_tally t ON t.project_id = p.id
        LEFT JOIN project_service s ON s.project_id = p.id
        JOIN certification c ON c.user_id = @annotatorId AND c.scheme_key = p.scheme_key AND c.revoked_at IS NULL
        WHERE p.state = 'open' AND EXISTS (SELECT 1 FROM task_queue q WHERE q.project_id = p.id)
        ORDER BY p.id
        """;

    private const string CertificatesSql = "SELECT COUNT(*) FROM certification WHERE user_id = @annotatorId AND revoked_at IS NULL";

    /// <summary>The open projects to look through, the least served first, or why there are none to look through.</summary>
    public static async Task<(ClaimOutcome? Refusal, IReadOnlyList<HandOutProject> Projects)> ForAsync(
        DbSession session, Guid annotatorId, Guid? projectId)
    {
        if (projectId is { } named)
        {
            var project = await session.FirstOrDefaultAsync<HandOutProject>(NamedSql, new { annotatorId, projectId = named });
            if (project is null) return (ClaimOutcome.ProjectNotFound, []);
            if (!project.IsCertified) return (ClaimOutcome.NotCertified, []);
            return (null, project.State == "open" ? ProjectServices.InTurn([project]) : []);
        }

        var open = await session.QueryAsync<HandOutProject>(OpenSql, new { annotatorId });
        var none = open.Count == 0 && await session.ScalarAsync<int>(CertificatesSql, new { annotatorId }) == 0;
        return (none ? ClaimOutcome.NotCertified : null, ProjectServices.InTurn(open));
    }
}
