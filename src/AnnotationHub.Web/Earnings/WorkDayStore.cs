using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings;

/// <summary>Faces and active time of each annotator by business day: the measure of the effective hourly wage.</summary>
public sealed class WorkDayStore
{
    private const string AddSql =
        "UPDATE work_day SET faces = faces + 1, active_ms = active_ms + @activeMs WHERE annotator_id = @annotatorId AND business_date = @day";

    private const string AddTimeSql =
        "UPDATE work_day SET active_ms = active_ms + @activeMs WHERE annotator_id = @annotatorId AND business_date = @day";

    private const string OpenTimeSql =
        "INSERT INTO work_day (annotator_id, business_date, faces, active_ms) VALUES (@annotatorId, @day, 0, @activeMs)";

    private const string OpenSql =
        "INSERT INTO work_day (annotator_id, business_date, faces, active_ms) VALUES (@annotatorId, @day, 1, @activeMs)";

    /// <summary>Time spent on a repair: it is no new face, but it is work, and the hourly wage counts it.</summary>
    /// <param name="activeTime">Beyond what the first submission had.</param>
    public async Task AddRepairAsync(DbSession session, Guid annotatorId, TimeSpan activeTime, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfLessThan(activeTime, TimeSpan.Zero);
        var row = new { annotatorId, day = BusinessDay.At(now).ToString(), activeMs = (long)activeTime.TotalMilliseconds };
        if (await session.ExecuteAsync(AddTimeSql, row) == 0) await session.ExecuteAsync(OpenTimeSql, row);
    }

    /// <summary>One more face, in the caller's transaction and under the ledger's lock.</summary>
    public async Task AddAsync(DbSession session, Guid annotatorId, TimeSpan activeTime, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfLessThan(activeTime, TimeSpan.Zero);
        var activeMs = (long)activeTime.TotalMilliseconds;
        var day = BusinessDay.At(now).ToString();
        var touched = await session.Prepared(AddSql).Set("@annotatorId", annotatorId).Set("@day", day).Set("@activeMs", activeMs).ExecuteAsync();
        if (touched == 0)
            await session.Prepared(OpenSql).Set("@annotatorId", annotatorId).Set("@day", day).Set("@activeMs", activeMs).ExecuteAsync();
    }
}
