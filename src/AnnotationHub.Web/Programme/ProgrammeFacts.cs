using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Programme;

/// <summary>Reads what the report adds up: one fact sheet for each annotator.</summary>
public sealed class ProgrammeFacts(Database database)
{
    private const string PeopleSql = """
        SELECT u.id, u.county, u.township, u.village,
            CASE WHEN EXISTS (SELECT 1 FROM certification c WHERE c.user_id = u.id)
                   OR EXISTS (SELECT 1 FROM annotation a WHERE a.annotator_id = u.id) THEN 1 ELSE 0 END AS is_trained,
            CASE WHEN EXISTS (SELECT 1 FROM certification c WHERE c.user_id = u.id AND c.revoked_at IS NULL) THEN 1 ELSE 0 END AS is_certified,
            CASE WHEN EXISTS (SELECT 1 FROM work_day w WHERE w.annotator_id = u.id AND w.business_date >= @activeSince) THEN 1 ELSE 0 END AS is_active
        FROM app_user u
        JOIN user_role r ON r.user_id = u.id AND r.role_name = 'annotator'
        WHERE u.disabled_at IS NULL OR EXISTS (SELECT 1 FROM work_day w WHERE w.annotator_id = u.id AND w.business_date >= @since)
        ORDER BY u.id
        """;

    private const string EarnedSql = """
        SELECT a.owner_id AS person_id, SUBSTRING(d.business_date, 1, 7) AS in_month, SUM(d.amount_e4) AS amount
        FROM ledger_day d
        JOIN ledger_account a ON a.id = d.account_id
        WHERE a.kind IN ('held', 'payable', 'clearing', 'bank') AND a.currency = @currency AND d.business_date >= @since
        GROUP BY a.owner_id, SUBSTRING(d.business_date, 1, 7)
        """;

    private const string WorkedSql = """
        SELECT annotator_id AS person_id, SUBSTRING(business_date, 1, 7) AS in_month, SUM(active_ms) AS amount
        FROM work_day
        WHERE business_date >= @since
        GROUP BY annotator_id, SUBSTRING(business_date, 1, 7)
        """;

    /// <summary>Days without work after which somebody is no longer active.</summary>
    public const int ActiveDays = 30;

    /// <param name="months">First days, oldest first.</param>
    public Task<IReadOnlyList<Person>> ReadAsync(IReadOnlyList<BusinessDay> months, BusinessDay today, string currency, CancellationToken cancellation = default) => database.ReadAsync(
        async session =>
        {
            var since = months[0].ToString();
            var people = await session.QueryAsync<PersonRow>(PeopleSql, new { since, activeSince = today.Plus(1 - ActiveDays).ToString() });
            var earned = (await session.QueryAsync<MonthRow>(EarnedSql, new { since, currency })).ToDictionary(r => (r.PersonId, r.InMonth), r => r.Amount);
            var worked = (await session.QueryAsync<MonthRow>(WorkedSql, new { since })).ToDictionary(r => (r.PersonId, r.InMonth), r => r.Amount);
            return (IReadOnlyList<Person>)
            [
                .. people.Select(p => new Person(
                    p.County ?? "", p.Township ?? "", p.Village ?? "", p.IsTrained, p.IsCertified, p.IsActive,
                    [.. months.Select(m => (p.Id, m.ToString()[..7])).Select(key => new PersonMonth(earned.GetValueOrDefault(key), worked.GetValueOrDefault(key)))])),
            ];
        },
        cancellation);

    private sealed class PersonRow
    {
        public Guid Id { get; init; }

        public string? County { get; init; }

        public string? Township { get; init; }

        public string? Village { get; init; }

        public bool IsTrained { get; init; }

        public bool IsCertified { get; init; }

        public bool IsActive { get; init; }
    }

    private sealed class MonthRow
    {
        public Guid PersonId { get; init; }

        public string InMonth { get; init; } = "";

        public long Amount { get; init; }
    }
}

/// <summary>One annotator without a name. Places are empty where nobody has entered them.</summary>
public sealed record Person(
    string County, string Township, string Village, bool IsTrained, bool IsCertified, bool IsActive, IReadOnlyList<PersonMonth> Months);

/// <param name="EarnedE4">Pending included, corrections taken off, in 1/10 000 of the currency's unit.</param>
public readonly record struct PersonMonth(long EarnedE4, long ActiveMs)
{
    /// <summary>Somebody whose part a sum would hold.</summary>
    public bool Counts => EarnedE4 != 0 || ActiveMs != 0;
}
