namespace AnnotationHub.Web.Labeling;

/// <summary>What became of a batch of placements.</summary>
public enum PlaceOutcome
{
    /// <summary>Everything up to the durable sequence is committed: taken now, or before (a repeat), or ending at a gap.</summary>
    Durable,

    /// <summary>No such assignment, or another annotator's.</summary>
    NotFound,

    /// <summary>The assignment has been opened again since.</summary>
    StaleEpoch,

    /// <summary>The face needs no more labels, or was given back. Placements that came late are kept for the supervisor.</summary>
    LeaseExpired,

    /// <summary>The annotation is in: there is nothing to place on.</summary>
    AlreadySubmitted,

    /// <summary>Something in the batch is wrong, and nothing of it was taken.</summary>
    BadPlacement,
}

/// <summary>The outcome with the last durable sequence; where something was wrong, what, and how many landmarks the scheme has.</summary>
public readonly record struct PlaceAnswer(PlaceOutcome Outcome, long DurableSequence = 0, BadPlacement? Bad = null, int Landmarks = 0);
