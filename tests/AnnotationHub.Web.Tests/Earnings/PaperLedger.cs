namespace AnnotationHub.Web.Tests.Earnings;

/// <summary>
/// A second ledger, kept as one would on paper: a line of sums per person and no code shared with the first. Amounts in
/// 1/10 000 of a yuan.
/// </summary>
public sealed class PaperLedger
{
    private readonly HashSet<string> done = [];
    private readonly Dictionary<Guid, long> prices = [];
    private readonly Dictionary<Guid, long> got = [];
    private readonly Dictionary<Guid, long> items = [];

    public Dictionary<Guid, Line> Lines { get; } = [];

    public void Accrue(Guid who, Guid work, long price)
    {
        if (!done.Add("accrue" + work)) return;
        prices[work] = price;
        Of(who).Held += price;
        Of(who).Accrued += price;
    }

    public void Accept(Guid who, Guid work)
    {
        if (!done.Add("resolve" + work)) return;
        Of(who).Held -= prices[work];
        Pay(who, work, prices[work]);
    }

    public void Reject(Guid who, Guid work, decimal share, bool honest)
    {
        if (!done.Add("resolve" + work)) return;
        var kept = honest ? (long)Math.Ceiling(prices[work] * share) : 0;
        Of(who).Held -= prices[work];
        Of(who).Rejected += prices[work] - kept;
        Pay(who, work, kept);
    }

    public void MakeGood(Guid who, Guid work, bool byAppeal)
    {
        var missing = prices[work] - got[work];
        if (byAppeal) Of(who).Appeals += missing;
        else Of(who).Restored += missing;
        Pay(who, work, missing);
    }

    public void Give(Guid who, string key, long amount, bool topUp)
    {
        if (!done.Add(key)) return;
        if (topUp) Of(who).TopUp += amount;
        else Of(who).Bonus += amount;
        Of(who).Payable += amount;
    }

    public void Reserve(Guid who, Guid item, long amount)
    {
        items[item] = amount;
        Of(who).Payable -= amount;
        Of(who).Clearing += amount;
    }

    public void Settle(Guid who, Guid item, bool paid)
    {
        if (!done.Add("settle" + item)) return;
        Of(who).Clearing -= items[item];
        if (paid) Of(who).Paid += items[item];
        else Of(who).Payable += items[item];
    }

    /// <summary>The bank's answer was another one: what had been moved is where it should be.</summary>
    public void Correct(Guid who, Guid item, bool paid)
    {
        var amount = paid ? items[item] : -items[item];
        Of(who).Paid += amount;
        Of(who).Payable -= amount;
    }

    public Line Of(Guid who) => Lines.TryGetValue(who, out var line) ? line : Lines[who] = new Line();

    private void Pay(Guid who, Guid work, long amount)
    {
        got[work] = got.GetValueOrDefault(work) + amount;
        Of(who).Payable += amount;
    }

    public sealed class Line
    {
        public long Held { get; set; }

        public long Payable { get; set; }

        public long Clearing { get; set; }

        public long Paid { get; set; }

        public long Accrued { get; set; }

        public long Rejected { get; set; }

        public long Appeals { get; set; }

        public long Restored { get; set; }

        public long Bonus { get; set; }

        public long TopUp { get; set; }

        public bool Balances => Accrued + Bonus + TopUp + Appeals + Restored - Rejected == Held + Payable + Clearing + Paid
            && Held >= 0 && Payable >= 0 && Clearing >= 0;
    }
}
