using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Proof;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Earnings.Rules;

/// <summary>Pays the bonuses of a month by the rules in force. Run again, it pays nothing twice.</summary>
public sealed class BonusDesk(Database database, LedgerStore ledger, IOptions<EarningsOptions> options, EarningsNews? news = null)
{
    /// <summary>So long after a month's end its faces are decided, by and large.</summary>
    public const int WaitDays = 4;

    // A rejection that was made good, by appeal or because the known face was wrong, is good work; so is what came back for the known face's fault alone.
    private const string MonthSql = $"""
        SELECT w.annotator_id,
            SUM(CASE WHEN w.submitted_at >= @from THEN 1 ELSE 0 END) AS decided,
            SUM(CASE WHEN w.submitted_at >= @from AND w.is_good = 1 THEN 1 ELSE 0 END) AS accepted,
            SUM(CASE WHEN w.submitted_at >= @from AND w.is_good = 1 AND w.is_blameless = 1 THEN 1 ELSE 0 END) AS accepted_at_first,
            SUM(CASE WHEN w.submitted_at >= @from AND w.is_good = 1 THEN w.price_e4 ELSE 0 END) AS earned_e4,
            SUM(CASE WHEN w.submitted_at < @from AND w.is_good = 1 THEN 1 ELSE 0 END) AS accepted_before
        FROM (
            SELECT a.annotator_id, a.submitted_at, s.price_e4,
                CASE WHEN a.state = 'accepted' OR p.state = 'upheld' OR g.task_id IS NOT NULL THEN 1 ELSE 0 END AS is_good,
                CASE WHEN a.reason_code IS NULL OR p.state = 'upheld' OR g.task_id IS NOT NULL THEN 1 ELSE 0 END AS is_blameless
            FROM annotation a
            JOIN assignment s ON s.id = a.assignment_id
            LEFT JOIN appeal p ON p.annotation_id = a.id
            LEFT JOIN {WrongKnownFaces.Table} g ON g.task_id = a.task_id AND a.submitted_at <= g.ended_at
            WHERE a.submitted_at < @until AND s.currency = @currency AND (a.state = 'accepted' OR a.state = 'rejected')
        ) w
        GROUP BY w.annotator_id
        """;

    /// <summary>The rules in force; a name that no rule has stops the start.</summary>
    /// <exception cref="InvalidOperationException">There is no such rule.</exception>
    public IReadOnlyList<BonusRule> Rules { get; } =
        [.. options.Value.Bonuses.Select(name => BonusRule.Find(name) ?? throw new InvalidOperationException($"Earnings:Bonuses names {name}, and there is no such rule."))];

    /// <summary>Looks at the month before <paramref name="now"/>'s once it is over for long enough. Answers how many bonuses were paid.</summary>
    public Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var today = BusinessDay.At(now);
        return today.Date.Day <= WaitDays || Rules.Count == 0
            ? Task.FromResult(0)
            : PayAsync(today.FirstOfMonth.Plus(-1).FirstOfMonth, now, cancellation);
    }

    private async Task<int> PayAsync(BusinessDay month, DateTimeOffset now, CancellationToken cancellation)
    {
        var currency = options.Value.Currency;
        var until = new BusinessDay(month.Date.AddMonths(1)).Start;
        var people = await database.QueryAsync<MonthRow>(MonthSql, new { from = month.Start, until, currency }, cancellation);
        var paid = 0;
        foreach (var person in people)
        {
            foreach (var rule in Rules)
            {
                if (rule.AmountE4(person.Month) is not (> 0 and var amountE4)) continue;
                if (!await database.WriteAsync(s => GrantAsync(s, person, rule, month.ToString()[..7], new Money(amountE4, currency), now), cancellation)) continue;
                paid++;
                if (news is not null) await news.TellAsync(person.AnnotatorId, now);
            }
        }

        return paid;
    }

    private const string InsertSql = """
        INSERT INTO bonus_grant (annotator_id, rule_name, period, currency, decided, accepted, accepted_at_first, earned_e4, accepted_before, amount_e4)
        VALUES (@annotatorId, @rule, @period, @currency, @decided, @accepted, @acceptedAtFirst, @earnedE4, @acceptedBefore, @amountE4)
        """;

    // The numbers that the rule was asked by are kept beside the money: later decisions change the month, not the bonus.
    private async Task<bool> GrantAsync(DbSession session, MonthRow person, BonusRule rule, string period, Money amount, DateTimeOffset now)
    {
        if (await ledger.PostAsync(session, LedgerRules.Bonus(rule.Name, person.AnnotatorId, period, amount), now) != PostingOutcome.Posted) return false;
        await session.ExecuteAsync(InsertSql, new
        {
            annotatorId = person.AnnotatorId,
            rule = rule.Name,
            period,
            currency = amount.Currency,
            decided = person.Decided,
            accepted = person.Accepted,
            acceptedAtFirst = person.AcceptedAtFirst,
            earnedE4 = person.EarnedE4,
            acceptedBefore = person.AcceptedBefore,
            amountE4 = amount.TenThousandths,
        });
        return true;
    }

    private sealed class MonthRow
    {
        public Guid AnnotatorId { get; init; }

        public int Decided { get; init; }

        public int Accepted { get; init; }

        public int AcceptedAtFirst { get; init; }

        public long EarnedE4 { get; init; }

        public int AcceptedBefore { get; init; }

        public BonusMonth Month => new(Decided, Accepted, AcceptedAtFirst, EarnedE4, AcceptedBefore);
    }
}
