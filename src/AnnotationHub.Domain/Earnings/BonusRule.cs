namespace AnnotationHub.Domain.Earnings;

/// <summary>What a bonus rule sees of a person's month.</summary>
/// <param name="Decided">Faces submitted in the month and decided.</param>
/// <param name="Accepted">Of these, accepted (or made good).</param>
/// <param name="AcceptedAtFirst">Of these, accepted without a return.</param>
/// <param name="EarnedE4">What the accepted ones paid, in 1/10 000 of the unit.</param>
/// <param name="AcceptedBefore">Faces accepted in all months before.</param>
public readonly record struct BonusMonth(int Decided, int Accepted, int AcceptedAtFirst, long EarnedE4, int AcceptedBefore);

/// <summary>
/// A named, versioned rule. A rule that is changed gets a new version; the ledger's entries name the version that paid them, and
/// its key pays a person and month once.
/// </summary>
/// <param name="Name">As in <c>Earnings:Bonuses</c>: <c>name/version</c>, without a colon.</param>
/// <param name="AmountE4">What it pays, in 1/10 000 of the unit; 0 for nothing.</param>
public sealed record BonusRule(string Name, Func<BonusMonth, long> AmountE4)
{
    /// <summary>A month of at least 100 decided faces, 95 of 100 of them right at once: 3 % of what they paid, in whole fen.</summary>
    public static readonly BonusRule CarefulMonth = new("careful-month/1", month =>
        month.Decided >= 100 && month.AcceptedAtFirst * 100L >= month.Decided * 95L ? WholeFen(month.EarnedE4 * 3 / 100) : 0);

    /// <summary>The month in which a person's hundredth face is accepted: 20 units of the currency, once.</summary>
    public static readonly BonusRule FirstHundred = new("first-hundred/1", month =>
        month.AcceptedBefore < 100 && month.AcceptedBefore + month.Accepted >= 100 ? 20_0000 : 0);

    public static IReadOnlyList<BonusRule> All { get; } = [CarefulMonth, FirstHundred];

    /// <summary>Null for a name that no rule has.</summary>
    public static BonusRule? Find(string name) => All.FirstOrDefault(r => r.Name == name);

    private static long WholeFen(long amountE4) => PayoutRules.WholeFenE4(amountE4);
}
