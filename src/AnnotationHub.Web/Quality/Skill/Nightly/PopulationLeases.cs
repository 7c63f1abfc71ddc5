using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>A scheme that this node re-estimates now.</summary>
/// <param name="Fencing">Rises with every claim and stands in every later write, so that a node that was thought dead changes nothing.</param>
internal sealed record ClaimedScheme(string SchemeKey, long Fencing);

/// <summary>Who re-estimates a scheme: by a lease that must be renewed.</summary>
internal sealed class PopulationLeases(Database database)
{
    private const string SchemesSql =
        """
        SELECT DISTINCT p.scheme_key FROM project p
        LEFT JOIN scheme_population s ON s.scheme_key = p.scheme_key
        WHERE s.estimated_at IS NULL OR s.estimated_at < @before
        ORDER BY p.scheme_key
        """;

    /// <summary>Schemes in use that were last estimated before then, or never.</summary>
    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.QueryAsync<string>(SchemesSql, new { before }, cancellation);

    private const string InsertSql =
        """
        INSERT INTO scheme_population (scheme_key)
        SELECT DISTINCT p.scheme_key FROM project p
        WHERE p.scheme_key = @schemeKey AND NOT EXISTS (SELECT 1 FROM scheme_population s WHERE s.scheme_key = @schemeKey)
        """;

    private const string ClaimSql =
        """
        UPDATE scheme_population SET lease_until = @until, fencing = fencing + 1
        WHERE scheme_key = @schemeKey AND lease_until < @now AND (estimated_at IS NULL OR estimated_at < @before)
        """;

    private const string FencingSql = "SELECT fencing FROM scheme_population WHERE scheme_key = @schemeKey";

    /// <summary>Null where another node has it, or has done it meanwhile.</summary>
    public Task<ClaimedScheme?> ClaimAsync(string schemeKey, DateTimeOffset now, DateTimeOffset until, DateTimeOffset before, CancellationToken cancellation) =>
        database.WriteAsync<ClaimedScheme?>(
            async session =>
            {
                await session.ExecuteAsync(InsertSql, new { schemeKey });
                return await session.ExecuteAsync(ClaimSql, new { schemeKey, now, until, before }) == 0
                    ? null
                    : new ClaimedScheme(schemeKey, await session.ScalarAsync<long>(FencingSql, new { schemeKey }));
            },
            cancellation);

    private const string RenewSql = "UPDATE scheme_population SET lease_until = @until WHERE scheme_key = @schemeKey AND fencing = @fencing";

    /// <summary>In the caller's unit. False where the scheme is no longer this node's: it must stop.</summary>
    public static async Task<bool> RenewAsync(DbSession session, ClaimedScheme claimed, DateTimeOffset until) =>
        await session.ExecuteAsync(RenewSql, new { schemeKey = claimed.SchemeKey, fencing = claimed.Fencing, until }) > 0;

    public Task<bool> RenewAsync(ClaimedScheme claimed, DateTimeOffset until, CancellationToken cancellation) =>
        database.WriteAsync(session => RenewAsync(session, claimed, until), cancellation);

    private const string PopulationSql =
        """
        UPDATE scheme_population SET packed_model = @packed, labels = @labels, lease_until = @until
        WHERE scheme_key = @schemeKey AND fencing = @fencing
        """;

    /// <summary>From now on the submissions go by it.</summary>
    public async Task<bool> WriteAsync(ClaimedScheme claimed, PopulationModel population, long labels, DateTimeOffset until, CancellationToken cancellation) =>
        await database.WriteAsync(
            session => session.ExecuteAsync(PopulationSql, new { schemeKey = claimed.SchemeKey, fencing = claimed.Fencing, packed = population.Pack(), labels, until }),
            cancellation) > 0;

    private const string DoneSql =
        "UPDATE scheme_population SET estimated_at = @now, lease_until = 0 WHERE scheme_key = @schemeKey AND fencing = @fencing";

    public async Task<bool> CompleteAsync(ClaimedScheme claimed, DateTimeOffset now, CancellationToken cancellation) =>
        await database.WriteAsync(session => session.ExecuteAsync(DoneSql, new { schemeKey = claimed.SchemeKey, fencing = claimed.Fencing, now }), cancellation) > 0;
}
