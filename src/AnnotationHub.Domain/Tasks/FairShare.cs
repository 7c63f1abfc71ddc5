namespace AnnotationHub.Domain.Tasks;

/// <summary>A project's hand-out at the moment of a claim, as far as the share of one annotator goes.</summary>
/// <param name="OpenSlots">Labels that can be handed out now.</param>
/// <param name="LiveLeases">Faces that the active annotators hold, of this project or another.</param>
/// <param name="ActiveAnnotators">Who has asked this project for work lately and could take one of the open faces, the caller included: at least 1.</param>
/// <param name="OwnLeases">Faces that the caller holds.</param>
/// <param name="WaitingAnnotators">Those others of them who got nothing, and hold nothing.</param>
public readonly record struct HandOutMoment(int OpenSlots, int LiveLeases, int ActiveAnnotators, int OwnLeases, int WaitingAnnotators);

/// <summary>
/// Who gets the work when there is not enough for everybody. While work is plenty everyone gets what they ask for. When it is short, nobody
/// holds more than one and a half times an equal share of what is open and leased together, and as many slots as people wait with nothing
/// in their hands are left for those: so that whoever waits is served by the next slots that open, whatever the others ask for.
/// </summary>
public static class FairShare
{
    /// <summary>Work is plenty while every active annotator could take this many labels more: the most that one claim asks for.</summary>
    public const int PlentyEach = 5;

    /// <summary>An equal share to the label would leave slots unused that only some may still take (nobody has a face twice).</summary>
    private const double Slack = 1.5;

    /// <summary>How many of <paramref name="asked"/> faces the caller may have now: 0 or more.</summary>
    public static int Allowance(in HandOutMoment moment, int asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment.ActiveAnnotators, 1, nameof(moment));
        if (asked <= 0 || moment.OpenSlots <= 0) return 0;
        if (!IsShort(moment)) return asked;
        var mine = Math.Min(asked, MostLeases(moment) - moment.OwnLeases);
        // Who holds nothing is never sent away while there is a slot: an equal share is at least one.
        var least = moment.OwnLeases == 0 ? 1 : 0;
        return Math.Max(least, Math.Min(mine, moment.OpenSlots - moment.WaitingAnnotators));
    }

    public static bool IsShort(in HandOutMoment moment) =>
        moment.WaitingAnnotators > 0 || moment.OpenSlots < PlentyEach * moment.ActiveAnnotators;

    /// <summary>The most faces that one annotator may hold while work is short; at least 1.</summary>
    public static int MostLeases(in HandOutMoment moment) =>
        Math.Max(1, (int)Math.Ceiling(Slack * (moment.OpenSlots + moment.LiveLeases) / moment.ActiveAnnotators));
}
