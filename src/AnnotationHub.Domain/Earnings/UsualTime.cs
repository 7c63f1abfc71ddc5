namespace AnnotationHub.Domain.Earnings;

/// <summary>How long a face of a scheme usually takes.</summary>
/// <param name="PerFace">Active time as the server saw it.</param>
/// <param name="Faces">From how many accepted faces it was measured; 0 for an estimate.</param>
public readonly record struct UsualTime(TimeSpan PerFace, int Faces)
{
    /// <summary>Fewer faces say more about who did them than about the work.</summary>
    public const int LeastFaces = 20;

    /// <summary>Of an estimate: a practised hand that mends a starting shape, corrections and the look at the whole included.</summary>
    public static readonly TimeSpan EstimatePerLandmark = TimeSpan.FromMilliseconds(1500);

    /// <summary>
    /// Nobody looks at a landmark in less, even where whole groups are confirmed at once. What was done faster was no person's work, and must not make a
    /// price look good.
    /// </summary>
    public static readonly TimeSpan LeastPerLandmark = TimeSpan.FromMilliseconds(100);

    public bool IsMeasured => Faces > 0;

    /// <summary>The median, which one forgotten tab does not move; an estimate by the number of landmarks where there are too few.</summary>
    /// <param name="measured">Of accepted faces, in any order.</param>
    /// <param name="landmarks">Of the scheme: at least 1.</param>
    public static UsualTime Of(IReadOnlyCollection<TimeSpan> measured, int landmarks)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentOutOfRangeException.ThrowIfLessThan(landmarks, 1);
        var ordered = measured.Where(t => t >= LeastPerLandmark * landmarks).Order().ToList();
        if (ordered.Count < LeastFaces) return new UsualTime(EstimatePerLandmark * landmarks, 0);
        var middle = (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
        return new UsualTime(middle, ordered.Count);
    }
}
