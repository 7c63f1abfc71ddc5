using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Prices;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Rules;

/// <summary>Tops up days that came to less than the floor. Any node may run it, as often as it likes: a day is paid once.</summary>
public sealed class TopUpDesk(Database database, LedgerStore ledger, IOptions<EarningsOptions> options, EarningsNews? news = null)
{
    /// <summary>A day is looked at until all of its faces are decided; after so many days without those that are not.</summary>
    public const int WaitDays = 30;

    private const string FacesSql = """
        SELECT a.annotator_id, a.project_id, j.scheme_key, a.state, a.active_ms, a.decided_at, s.price_e4, s.currency, p.state AS appeal_state,
            CASE WHEN p.state = 'upheld' OR EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.annotation_id = a.id AND r.kind = 'restored') THEN 1 ELSE 0 END AS made_good,
            d.landmarks AS asked
        FROM annotation a
        JOIN assignment s ON s.id = a.assignment_id
        LEFT JOIN partial_assignment d ON d.assignment_id = a.assignment_id
        JOIN project j ON j.id = a.project_id
        LEFT JOIN appeal p ON p.annotation_id = a.id
        WHERE a.submitted_at >= @from AND a.submitted_at < @until
        ORDER BY a.annotator_id
        """;

    private const string InsertSql = """
        INSERT INTO wage_top_up (annotator_id, business_date, project_id, rule_name, counted_ms, earned_e4, floor_e4, currency, amount_e4)
        VALUES (@annotator, @day, @projectId, @rule, @countedMs, @earnedE4, @floorE4, @currency, @amountE4)
        """;

    /// <summary>Looks at the days before today's that may still be due. Answers how many were topped up.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var today = BusinessDay.At(now);
        var paid = 0;
        for (var ago = 1; ago <= WaitDays; ago++) paid += await RunAsync(today.Plus(-ago), isLastChance: ago == WaitDays, now, cancellation);
        return paid;
    }

    private async Task<int> RunAsync(BusinessDay day, bool isLastChance, DateTimeOffset now, CancellationToken cancellation)
    {
        var (faces, usual) = await database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<FaceRow>(FacesSql, new { from = day.Start, until = day.Plus(1).Start });
                var times = new Dictionary<string, UsualTime>(StringComparer.Ordinal);
                foreach (var key in rows.Select(r => r.SchemeKey).Distinct())
                {
                    if (ShippedSchemes.Find(key) is { } scheme) times[key] = await PriceDesk.UsualTimeAsync(session, scheme);
                }

                return (rows, times);
            },
            cancellation);
        var paid = 0;
        foreach (var person in faces.Where(f => usual.ContainsKey(f.SchemeKey)).GroupBy(f => f.AnnotatorId))
        {
            if (!isLastChance && person.Any(f => f.IsUndecided(now))) continue;
            var parts = WageTopUp.Of(person.Select(f => f.Face(usual[f.SchemeKey].PerFace, ShippedSchemes.Find(f.SchemeKey)!.Count)), options.Value.HourlyFloorMoney);
            if (parts.Count == 0 || !await PayAsync(person.Key, day, parts, now, cancellation)) continue;
            paid++;
            if (news is not null) await news.TellAsync(person.Key, now);
        }

        return paid;
    }

    private Task<bool> PayAsync(Guid annotator, BusinessDay day, IReadOnlyList<TopUpPart> parts, DateTimeOffset now, CancellationToken cancellation)
    {
        var amount = parts.Aggregate(Money.Zero(parts[0].Amount.Currency), (sum, p) => sum + p.Amount);
        return database.WriteAsync(
            async session =>
            {
                if (await ledger.PostAsync(session, LedgerRules.ToppedUp(annotator, day, amount), now) != PostingOutcome.Posted) return false;
                foreach (var part in parts)
                {
                    await session.ExecuteAsync(InsertSql, new
                    {
                        annotator,
                        day = day.ToString(),
                        projectId = part.ProjectId,
                        rule = WageTopUp.Name,
                        countedMs = (long)part.Counted.TotalMilliseconds,
                        earnedE4 = part.Earned.TenThousandths,
                        floorE4 = options.Value.HourlyFloorMoney.TenThousandths,
                        currency = amount.Currency,
                        amountE4 = part.Amount.TenThousandths,
                    });
                }

                return true;
            },
            cancellation);
    }

    private sealed class FaceRow
    {
        public Guid AnnotatorId { get; init; }

        public Guid ProjectId { get; init; }

        public string SchemeKey { get; init; } = "";

        public string State { get; init; } = "";

        public long ActiveMs { get; init; }

        public long PriceE4 { get; init; }

        public string Currency { get; init; } = "";

        public int MadeGood { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public string? AppealState { get; init; }

        // A rejection that is contested, or still may be, is not the last word on the day.
        public bool IsUndecided(DateTimeOffset now) =>
            State is "pending" or "returned"
            || (State == "rejected" && MadeGood == 0 && (AppealState == "open" || (AppealState is null && DecidedAt is { } at && AppealRules.CanFile(at, now))));

        public byte[]? Asked { get; init; }

        // A label of disputed landmarks alone usually takes their share of a face's time.
        public DayFace Face(TimeSpan usualOfWhole, int landmarks)
        {
            var usual = Asked is { } asked ? usualOfWhole * AskedLandmarks.Count(asked) / landmarks : usualOfWhole;
            var isCareful = State == "accepted" || (State == "rejected" && MadeGood == 1);
            return new DayFace(ProjectId, new Money(isCareful ? PriceE4 : 0, Currency), TimeSpan.FromMilliseconds(ActiveMs), usual, isCareful);
        }
    }
}
