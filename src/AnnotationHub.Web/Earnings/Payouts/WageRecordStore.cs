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

    private const string PaidSql = """
        SELECT i.annotator_id, b.number, i.item_number, i.settled_at
        FROM payout_item i
        JOIN payout_batch b ON b.id = i.batch_id
        WHERE i.state = 'paid' AND i.settled_at >= @from AND i.settled_at < @until
        ORDER BY b.number, i.item_number
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

/// <summary>A confirmed payment: the proof.</summary>
public sealed class PaidItem
{
    public Guid AnnotatorId { get; init; }

    public long Number { get; init; }

    public int ItemNumber { get; init; }

    public DateTimeOffset SettledAt { get; init; }
}
