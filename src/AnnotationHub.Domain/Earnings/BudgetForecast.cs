namespace AnnotationHub.Domain.Earnings;

/// <summary>What a project will cost when it is done; amounts in 1/10 000 of its unit.</summary>
/// <param name="BudgetE4">Null: no bound.</param>
/// <param name="CommittedE4">Taken already, by submissions and leases.</param>
/// <param name="OpenLabels">Labels that its faces still want.</param>
/// <param name="LabelsPerFace">Of finished faces, on average; null where none is finished.</param>
/// <param name="RedundancyMinimum">Labels with which a face begins.</param>
/// <param name="PaceE4PerDay">Committed on an average day of the last week; 0 where nothing moves.</param>
public sealed record BudgetForecast(
    long PriceE4, long? BudgetE4, long CommittedE4, long OpenLabels, double? LabelsPerFace, int RedundancyMinimum, long PaceE4PerDay)
{
    /// <summary>Labels still to come, with the further ones that disagreement will ask for at the rate seen so far.</summary>
    public long ExpectedLabels => (long)Math.Ceiling(OpenLabels * Math.Max(1, (LabelsPerFace ?? RedundancyMinimum) / RedundancyMinimum));

    public long ExpectedE4 => checked(CommittedE4 + ExpectedLabels * PriceE4);

    public long? LeftE4 => BudgetE4 - CommittedE4;

    /// <summary>Labels that the rest of the budget pays for; null without a bound.</summary>
    public long? LabelsLeft => PriceE4 == 0 ? null : LeftE4 / PriceE4;

    /// <summary>The next face would exceed the budget: nothing is handed out any more.</summary>
    public bool IsExhausted => LeftE4 < PriceE4;

    public bool WillExceed => ExpectedE4 > BudgetE4;

    /// <summary>Whole days until the work (or the budget) is at its end, at the pace of the last week; null where nothing moves.</summary>
    public int? DaysLeft => PaceE4PerDay <= 0 ? null : (int)Math.Min(9_999, Math.Ceiling((Math.Min(ExpectedE4, BudgetE4 ?? long.MaxValue) - CommittedE4) / (double)PaceE4PerDay));
}
