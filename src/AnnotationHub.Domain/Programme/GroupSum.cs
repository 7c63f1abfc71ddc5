namespace AnnotationHub.Domain.Programme;

/// <summary>What a figure of a group adds up: how many people, and of each measure the whole and the largest part.</summary>
/// <param name="Earned">Sum of what each person earned, taken without its sign.</param>
/// <param name="LargestEarned">The largest part of it.</param>
/// <param name="Worked">Sum of the time that each person worked.</param>
/// <param name="LargestWorked">The largest part of it.</param>
public readonly record struct GroupSum(int People, long Earned, long LargestEarned, long Worked, long LargestWorked)
{
    /// <summary>
    /// Of a sum in which one person has more than this part, in per cent, that person's share can be guessed from the sum, however many
    /// others are in it.
    /// </summary>
    public const int LargestPartPercent = 70;

    public static GroupSum OfPerson(long earned, long worked)
    {
        var (amount, time) = (Math.Abs(earned), Math.Abs(worked));
        return amount == 0 && time == 0 ? default : new(1, amount, amount, time, time);
    }

    /// <summary>Of two groups without a person in common.</summary>
    public static GroupSum operator +(GroupSum a, GroupSum b) => new(
        a.People + b.People, checked(a.Earned + b.Earned), Math.Max(a.LargestEarned, b.LargestEarned), checked(a.Worked + b.Worked), Math.Max(a.LargestWorked, b.LargestWorked));

    /// <summary>
    /// Whether the figure may be shown: of nobody, or of at least <paramref name="smallest"/> people of whom nobody has nearly all. What is put
    /// together of such groups is such a group.
    /// </summary>
    public bool MayBeShown(int smallest) => People == 0 || (People >= smallest && !IsOnePersons(Earned, LargestEarned) && !IsOnePersons(Worked, LargestWorked));

    private static bool IsOnePersons(long sum, long largest) => (Int128)largest * 100 > (Int128)sum * LargestPartPercent;
}
