using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Prices;

/// <summary>Says what a price comes to by the hour, and keeps the signatures under prices that are too low.</summary>
public sealed class PriceDesk(Database database, IOptions<EarningsOptions> options)
{
    /// <summary>The newest accepted faces of a scheme that its usual time is measured from.</summary>
    private const int Sample = 400;

    private const string TimesSql = """
        SELECT a.active_ms
        FROM accepted_time a
        WHERE a.scheme_key = @schemeKey
        ORDER BY a.annotation_id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    public Money Floor => options.Value.HourlyFloorMoney;

    /// <summary>How long a face of the scheme usually takes, over all projects.</summary>
    public Task<UsualTime> UsualTimeAsync(LandmarkScheme scheme, CancellationToken cancellation = default) =>
        database.ReadAsync(session => UsualTimeAsync(session, scheme), cancellation);

    public static async Task<UsualTime> UsualTimeAsync(DbSession session, LandmarkScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(scheme);
        var times = await session.QueryAsync<long>(TimesSql, new { schemeKey = scheme.Key, limit = Sample });
        return UsualTime.Of([.. times.Select(ms => TimeSpan.FromMilliseconds(ms))], scheme.Count);
    }

    public async Task<PricePreview> PreviewAsync(LandmarkScheme scheme, Money price, CancellationToken cancellation = default) =>
        new(price, await UsualTimeAsync(scheme, cancellation), price.Currency == Floor.Currency ? Floor : null);

    private const string SignatureSql = """
        SELECT s.hourly_e4, s.floor_e4, s.reason, s.signed_at, u.display_name AS signed_by_name
        FROM price_signature s
        JOIN app_user u ON u.id = s.signed_by
        WHERE s.project_id = @project
        """;

    /// <summary>Null where nobody has signed.</summary>
    public Task<PriceSignature?> SignatureAsync(Guid project, CancellationToken cancellation = default) =>
        database.FirstOrDefaultAsync<PriceSignature>(SignatureSql, new { project }, cancellation);

    private const string SignSql = """
        INSERT INTO price_signature (project_id, hourly_e4, floor_e4, reason, signed_by, signed_at)
        SELECT p.id, @hourlyE4, @floorE4, @reason, @signedBy, @now
        FROM project p
        WHERE p.id = @project AND NOT EXISTS (SELECT 1 FROM price_signature s WHERE s.project_id = p.id)
        """;

    /// <summary>An administrator answers for the price by name; a second signature changes nothing.</summary>
    public Task SignAsync(Guid project, PricePreview preview, string reason, Guid signedBy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return database.WriteAsync(session => session.ExecuteAsync(SignSql, new
        {
            project,
            hourlyE4 = preview.Hourly?.TenThousandths ?? 0,
            floorE4 = Floor.TenThousandths,
            reason,
            signedBy,
            now,
        }));
    }
}

/// <summary>Who took a price below the floor upon itself, and why.</summary>
public sealed class PriceSignature
{
    public long HourlyE4 { get; init; }

    public long FloorE4 { get; init; }

    public string Reason { get; init; } = "";

    public DateTimeOffset SignedAt { get; init; }

    public string SignedByName { get; init; } = "";
}
