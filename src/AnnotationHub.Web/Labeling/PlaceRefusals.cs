namespace AnnotationHub.Web.Labeling;

/// <summary>The contract's codes and sentences for batches that were not taken.</summary>
internal static class PlaceRefusals
{
    public static RefusalException Of(PlaceAnswer answer) => answer.Outcome switch
    {
        PlaceOutcome.NotFound => new(RefusalCode.NotFound, "NotFound.Assignment"),
        PlaceOutcome.StaleEpoch => new(RefusalCode.StaleEpoch, "StaleEpoch"),
        PlaceOutcome.LeaseExpired => new(RefusalCode.LeaseExpired, "LeaseExpired.NotNeeded"),
        PlaceOutcome.AlreadySubmitted => new(RefusalCode.LeaseExpired, "LeaseExpired.Closed"),
        PlaceOutcome.BadPlacement => Of(answer.Bad!.Value, answer.Landmarks),
        PlaceOutcome.Durable => throw new InvalidOperationException("A durable batch is no refusal."),
    };

    private static RefusalException Of(BadPlacement bad, int landmarks) => bad switch
    {
        BadPlacement.Batch => new(RefusalCode.BadPlacement, "BadPlacement.Batch", PlacementRules.MaximumBatch),
        BadPlacement.Landmark => new(RefusalCode.BadPlacement, "BadPlacement.Landmark", landmarks),
        BadPlacement.Visibility => new(RefusalCode.BadPlacement, "BadPlacement.Visibility"),
        BadPlacement.NotFinite => new(RefusalCode.BadPlacement, "BadPlacement.NotFinite"),
        BadPlacement.FarAway => new(RefusalCode.BadPlacement, "BadPlacement.FarAway"),
    };
}
