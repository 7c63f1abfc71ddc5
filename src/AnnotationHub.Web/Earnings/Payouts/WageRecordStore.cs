using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Payslips;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>
/// The wage record of a month: what an employer in China keeps for three years of everyone it pays (regulation on migrant
/// workers' wages, article 15): period, date, name, identity number, contact, working time, items and amounts, net, proof.
/// </summary>
public sealed class WageRecordStore(Database database, PayslipStore payslips, PayeeVault vault)
{
    private const string PeopleSql = """
        SELECT u.id, COALESCE(y.holder_name, u.display_name) AS name, y.protected_details
        FROM app_user u
        LEFT JOIN payee y ON y.annotator_id = u.id
        WHERE EXISTS (SELECT 1 FROM ledger_account a JOIN ledger_day d ON d.account_id = a.id
            WHERE a.owner_id = u.id AND d.business_date >= @first AND d.business_date < @after)
        ORDER BY u.display_name, u.id
        """;

    // As the month saw it: a correction belongs to the month in which it was made, and changes no record before. Answers alternate, so that the first one
    // is the item's state where the corrections are even in number, and the other one where they are odd.
    private const string PaidSql = """
        SELECT e.annotator_id, e.number, e.item_number, e.settled_at, e.is_taken_back
        FROM (
            SELECT i.annotator_id, b.number, i.item_number, i.settled_at, 0 AS is_taken_back
            FROM payout_item i
            JOIN payout_batch b ON b.id = i.batch_id
            WHERE i.settled_at >= @from AND i.settled_at < @until
              AND i.state = CASE WHEN (SELECT COUNT(*) FROM payout_item_correction c WHERE c.item_id = i.id) % 2 = 0 THEN 'paid' ELSE 'bounced' END
            UNION ALL
            SELECT i.annotator_id, b.number, i.item_number, c.corrected_at AS settled_at, CASE WHEN c.new_state = 'paid' THEN 0 ELSE 1 END AS is_taken_back
            FROM payout_item_correction c
            JOIN payout_item i ON i.id = c.item_id
            JOIN payout_batch b ON b.id = i.batch_id
            WHERE c.corrected_at >= @from AND c.corrected_at < @until
        ) e
        ORDER BY e.settled_at, e.number, e.item_number
        """;

    /// <param name="month">Its first day.</param>
    /// <param name="withNumbers">Whether the payees are opened: only for who has just confirmed who it is.</param>
    public async Task<IReadOnlyList<WageRecordLine>> FindAsync(BusinessDay month, bool withNumbers, CancellationToken cancellation = default)
    {
        var after = new BusinessDay(month.FirstOfMonth.Date.AddMonths(1));
        var people = await database.QueryAsync<PersonRow>(PeopleSql, new { first = month.FirstOfMonth.ToString(), after = after.ToString() }, cancellation);
        var paid = (await database.QueryAsync<PaidItem>(PaidSql, new { from = month.FirstOfMonth.Start, until = after.Start }, cancellation)).ToLookup(p => p.AnnotatorId);
        var lines = new List<WageRecordLine>(people.Count);
        foreach (var person in people)
        {
            var payee = withNumbers && person.ProtectedDetails is { } details ? vault.Open(details) : null;
            lines.Add(new WageRecordLine(person.Name, person.ProtectedDetails is not null, payee, await payslips.FindAsync(person.Id, month, cancellation), [.. paid[person.Id]]));
        }

        return lines;
    }

    private sealed class PersonRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string? ProtectedDetails { get; init; }
    }
}

/// <summary>One person's month.</summary>
/// <param name="Name">As on the bank card where the person has given one.</param>
/// <param name="Payee">Null where the person has given none, and where it was not to be opened.</param>
public sealed record WageRecordLine(string Name, bool HasPayee, PayeeDetails? Payee, Payslip Payslip, IReadOnlyList<PaidItem> Paid);

/// <summary>A confirmed payment: the proof. Or one that was confirmed by mistake, or came back, and is taken back.</summary>
public sealed class PaidItem
{
    public Guid AnnotatorId { get; init; }

    public long Number { get; init; }

    public int ItemNumber { get; init; }

    public DateTimeOffset SettledAt { get; init; }

    public int IsTakenBack { get; init; }
}
