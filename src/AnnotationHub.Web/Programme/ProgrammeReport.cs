using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Programme;

namespace AnnotationHub.Web.Programme;

/// <summary>What a place's people did in a month; hours and earnings are null where they are too few to be shown.</summary>
/// <param name="Earners">How many people the sums are of; null with them.</param>
public sealed record PlaceMonth(BusinessDay Month, int? Earners, TimeSpan? Active, long? EarnedE4)
{
    /// <summary>Per earner, rounded down to whole fen.</summary>
    public long? AverageE4 => Earners is > 0 and var earners && EarnedE4 is { } sum ? PayoutRules.WholeFenE4(sum / earners) : null;
}

/// <summary>One line of the report.</summary>
/// <param name="Level">0 all, 1 county, 2 township, 3 village.</param>
/// <param name="Name">Empty where the place was not entered.</param>
/// <param name="Path">County, township and village as far as the level goes.</param>
public sealed record PlaceLine(
    int Level, string Name, IReadOnlyList<string> Path, int Enrolled, int Trained, int Certified, int Active, IReadOnlyList<PlaceMonth> Months);

/// <summary>Adds people up by county, township and village. Pure.</summary>
public sealed record ProgrammeReport(IReadOnlyList<BusinessDay> Months, IReadOnlyList<PlaceLine> Lines)
{
    private const int Levels = 3;

    /// <param name="townships">The order of the townships; those not in it come after, by name.</param>
    /// <param name="smallest">Sums of fewer people are hidden, and with them what would give them away.</param>
    public static ProgrammeReport Of(IReadOnlyList<Person> people, IReadOnlyList<BusinessDay> months, IReadOnlyList<string> townships, int smallest)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(townships);
        var order = townships.Select((name, i) => (name, i)).ToDictionary(t => t.name, t => t.i, StringComparer.Ordinal);
        var root = Place.Of([], people, order);
        var shown = months.Select((_, m) => Shown(root, m, smallest)).ToList();
        var lines = new List<PlaceLine>();
        Add(root);
        return new ProgrammeReport(months, lines);

        void Add(Place place)
        {
            lines.Add(place.Line([.. months.Select((month, m) => place.MonthOf(month, m, shown[m].Contains(place)))]));
            foreach (var child in place.Children) Add(child);
        }
    }

    private static HashSet<Place> Shown(Place root, int month, int smallest)
    {
        var nodes = new Dictionary<GroupNode, Place>(ReferenceEqualityComparer.Instance);
        var shown = SmallGroups.Shown(Node(root), smallest);
        return [.. nodes.Where(n => shown.Contains(n.Key)).Select(n => n.Value)];

        GroupNode Node(Place place)
        {
            // A place with parts has everybody in one of them.
            var own = place.Children.Count > 0 ? [] : place.People.Select(p => p.Months[month]);
            var node = new GroupNode(place.Name, own.Aggregate(default(GroupSum), (sum, p) => sum + GroupSum.OfPerson(p.EarnedE4, p.ActiveMs)), [.. place.Children.Select(Node)]);
            nodes.Add(node, place);
            return node;
        }
    }

    /// <summary>By reference: two places of one name in different townships are two.</summary>
    private sealed class Place
    {
        public required IReadOnlyList<string> Path { get; init; }

        public required IReadOnlyList<Person> People { get; init; }

        public required IReadOnlyList<Place> Children { get; init; }

        public string Name => Path.Count == 0 ? "" : Path[^1];

        public static Place Of(IReadOnlyList<string> path, IReadOnlyList<Person> people, Dictionary<string, int> order) => new()
        {
            Path = path,
            People = people,
            Children = path.Count == Levels
                ? []
                :
                [
                    .. people.GroupBy(p => path.Count switch { 0 => p.County, 1 => p.Township, _ => p.Village })
                        // What was not entered comes last; nothing but "not entered" is no line of its own.
                        .OrderBy(g => g.Key.Length == 0).ThenBy(g => order.GetValueOrDefault(g.Key, int.MaxValue)).ThenBy(g => g.Key, StringComparer.Ordinal)
                        .Where(g => g.Key.Length > 0 || g.Count() < people.Count)
                        .Select(g => Of([.. path, g.Key], [.. g], order)),
                ],
        };

        public PlaceLine Line(IReadOnlyList<PlaceMonth> months) => new(
            Path.Count, Name, Path, People.Count, People.Count(p => p.IsTrained), People.Count(p => p.IsCertified), People.Count(p => p.IsActive), months);

        public PlaceMonth MonthOf(BusinessDay month, int index, bool isShown) => isShown
            ? new PlaceMonth(
                month, People.Count(p => p.Months[index].Counts), TimeSpan.FromMilliseconds(People.Sum(p => p.Months[index].ActiveMs)), People.Sum(p => p.Months[index].EarnedE4))
            : new PlaceMonth(month, null, null, null);
    }
}
