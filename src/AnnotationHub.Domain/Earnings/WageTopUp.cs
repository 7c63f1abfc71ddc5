namespace AnnotationHub.Domain.Earnings;

/// <summary>One face of a day as the top-up looks at it.</summary>
/// <param name="Active">As the server saw it.</param>
/// <param name="Usual">How long such a face usually takes.</param>
/// <param name="IsCareful">Accepted, or rejected and made good. What was rejected is neither paid nor topped up.</param>
public readonly record struct DayFace(Guid ProjectId, Money Earned, TimeSpan Active, TimeSpan Usual, bool IsCareful);

/// <summary>One project's part of a day's top-up.</summary>
/// <param name="Counted">The active time that counted.</param>
/// <param name="Amount">In whole fen.</param>
public sealed record TopUpPart(Guid ProjectId, TimeSpan Counted, Money Earned, Money Amount);

/// <summary>
/// The rule <c>careful-day/1</c>. Where the accepted work of a business day came to less by the hour than the floor, the house
/// pays the difference and the clients whose prices were too low are told. Prices that pay more than the floor do not make up
/// for others: each project is looked at for itself.
/// </summary>
public static class WageTopUp
{
    public const string Name = "careful-day/1";

    /// <summary>A face counts for at most so many times its usual time: care takes longer, an open tab does not earn.</summary>
    public const int LongestInUsualTimes = 3;

    /// <summary>Counted time of a project's faces in a day under which nothing is topped up: the first faces are always slow.</summary>
    public static readonly TimeSpan LeastCounted = TimeSpan.FromMinutes(10);

    /// <summary>The parts that are due, one for each project that paid too little; none where the day reached the floor.</summary>
    /// <param name="faces">All faces submitted on the day, each decided.</param>
    /// <param name="floorPerHour">In the currency of the wages; faces priced in another one are left alone.</param>
    public static IReadOnlyList<TopUpPart> Of(IEnumerable<DayFace> faces, Money floorPerHour)
    {
        ArgumentNullException.ThrowIfNull(faces);
        return
        [
            .. faces.Where(f => f.IsCareful && f.Earned.Currency == floorPerHour.Currency)
                .GroupBy(f => f.ProjectId)
                .Select(g => Part(g.Key, [.. g], floorPerHour))
                .Where(p => p.Amount.TenThousandths > 0)
                .OrderBy(p => p.ProjectId),
        ];
    }

    private static TopUpPart Part(Guid project, IReadOnlyList<DayFace> faces, Money floorPerHour)
    {
        var counted = faces.Aggregate(TimeSpan.Zero, (sum, f) => sum + Counted(f));
        var earned = faces.Aggregate(Money.Zero(floorPerHour.Currency), (sum, f) => sum + f.Earned);
        var amount = counted < LeastCounted ? Money.Zero(floorPerHour.Currency) : EffectiveWage.MissingToFloor(earned, counted, floorPerHour);
        return new TopUpPart(project, counted, earned, amount);
    }

    private static TimeSpan Counted(DayFace face)
    {
        var most = face.Usual * LongestInUsualTimes;
        return face.Active < most ? face.Active : most;
    }
}
