using AnnotationHub.Domain.Programme;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Programme;

public sealed class SmallGroupsTests
{
    private const int Smallest = 5;

    [Fact]
    public void Shown_TooFewInAll_IsNothing() => Assert.Empty(SmallGroups.Shown(Node("all", 4), Smallest));

    [Fact]
    public void Shown_OneSmallPlace_TakesTheSmallestOtherWithIt()
    {
        var (small, middle, large) = (Node("a", 2), Node("b", 6), Node("c", 9));
        var root = new GroupNode("all", default, [small, middle, large]);
        Assert.Equal(["all", "c"], Keys(SmallGroups.Shown(root, Smallest)));
    }

    [Fact]
    public void Shown_TwoSmallPlacesEnoughTogether_NeedNoOther()
    {
        var root = new GroupNode("all", default, [Node("a", 2), Node("b", 3), Node("c", 11)]);
        Assert.Equal(["all", "c"], Keys(SmallGroups.Shown(root, Smallest)));
    }

    [Fact]
    public void Shown_PlaceHiddenForAnother_HidesWhatLiesInIt()
    {
        var inner = new GroupNode("b", default, [Node("b1", 6), Node("b2", 6)]);
        var root = new GroupNode("all", default, [Node("a", 3), inner, Node("c", 20)]);
        Assert.Equal(["all", "c"], Keys(SmallGroups.Shown(root, Smallest)));
    }

    [Fact]
    public void Shown_OneWhoHasNearlyAll_IsHiddenHoweverManyOthersThereAre()
    {
        var root = new GroupNode("all", default, [Node("a", [900, 10, 10, 10, 10, 10]), Node("b", 6), Node("c", 9)]);
        Assert.Equal(["all", "c"], Keys(SmallGroups.Shown(root, Smallest)));
        Assert.Equal(["a", "all", "b", "c"], Keys(SmallGroups.Shown(new GroupNode("all", default, [Node("a", [100, 10, 10, 10, 10, 10]), Node("b", 6), Node("c", 9)]), Smallest)));
    }

    [Fact]
    public void Shown_PlaceWithNobody_ShowsItsNought()
    {
        var root = new GroupNode("all", default, [Node("a", 0), Node("b", 10)]);
        Assert.Equal(["a", "all", "b"], Keys(SmallGroups.Shown(root, Smallest)));
    }

    /// <summary>
    /// Whatever is added to and taken from what is shown, no sum of one to four people comes out: no vector over the villages
    /// with so few people lies in the span of the shown ones.
    /// </summary>
    [Fact]
    public void Shown_AnyCounty_GivesNoSmallSumAway() =>
        Gen.Int[0, 9].Array[1, 4].Array[1, 4].Sample(
            townships =>
            {
                var villages = townships.SelectMany((t, i) => t.Select((people, v) => (Township: i, Village: v, People: people))).ToList();
                var nodes = townships.Select((t, i) => new GroupNode($"{i}", default, [.. t.Select((people, v) => Node($"{i}.{v}", people))])).ToList();
                var root = new GroupNode("all", default, nodes);
                var shown = SmallGroups.Shown(root, Smallest);
                var known = shown.Select(n => villages.Select(v => IsIn(n, v.Township, v.Village) ? 1.0 : 0.0).ToArray()).ToList();
                // Villages without anybody add nothing to any sum.
                var few = villages.Select((v, i) => (v.People, Index: i)).Where(v => v.People > 0).ToList();
                foreach (var subset in Subsets(few).Where(s => s.Sum(v => v.People) < Smallest))
                {
                    var wanted = new double[villages.Count];
                    foreach (var (_, index) in subset) wanted[index] = 1;
                    Assert.False(IsInSpan(known, wanted, villages.Select(v => v.People > 0).ToArray()), $"{string.Join(';', townships.Select(t => string.Join(',', t)))} gives away {string.Join(',', subset)}");
                }
            },
            iter: 2_000);

    /// <summary>
    /// The same by the people's own amounts: whatever combination of shown sums gives the sum of some villages, it is of nobody, or of at least
    /// five people none of whom has nearly all of it.
    /// </summary>
    [Fact]
    public void Shown_AnyAmounts_GiveNoOnesPartAway() =>
        Gen.Long[0, 40].Select(x => x * x * x).Array[0, 8].Array[1, 3].Array[1, 3].Sample(
            townships =>
            {
                var villages = townships.SelectMany((t, i) => t.Select((people, v) => (Township: i, Village: v, People: people.Where(e => e > 0).ToArray()))).ToList();
                var nodes = townships.Select((t, i) => new GroupNode($"{i}", default, [.. t.Select((people, v) => Node($"{i}.{v}", people))])).ToList();
                var shown = SmallGroups.Shown(new GroupNode("all", default, nodes), Smallest);
                var known = shown.Select(n => villages.Select(v => IsIn(n, v.Township, v.Village) ? 1.0 : 0.0).ToArray()).ToList();
                var inhabited = villages.Select(v => v.People.Length > 0).ToArray();
                for (var mask = 1; mask < 1 << villages.Count; mask++)
                {
                    var people = villages.Where((_, i) => (mask >> i & 1) == 1).SelectMany(v => v.People).ToList();
                    if (people.Count == 0 || (people.Count >= Smallest && people.Max() * 100 <= people.Sum() * GroupSum.LargestPartPercent)) continue;
                    var wanted = villages.Select((_, i) => (mask >> i & 1) == 1 && inhabited[i] ? 1.0 : 0.0).ToArray();
                    Assert.False(IsInSpan(known, wanted, inhabited), $"{string.Join(" | ", townships.Select(t => string.Join("; ", t.Select(v => string.Join(',', v)))))} gives away {mask:b}");
                }
            },
            iter: 500);

    private static bool IsIn(GroupNode node, int township, int village) =>
        node.Key == "all" || node.Key == $"{township}" || node.Key == $"{township}.{village}";

    // One to four people live in at most four villages.
    private static IEnumerable<List<(int People, int Index)>> Subsets(List<(int People, int Index)> all)
    {
        var small = all.Where(v => v.People < Smallest).ToList();
        for (var mask = 1; mask < 1 << Math.Min(small.Count, 12); mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) >= Smallest) continue;
            yield return [.. small.Where((_, i) => (mask >> i & 1) == 1)];
        }
    }

    private static bool IsInSpan(List<double[]> rows, double[] wanted, bool[] counts)
    {
        var basis = rows.Select(r => r.Select((x, i) => counts[i] ? x : 0).ToArray()).ToList();
        var rest = wanted.ToArray();
        for (var column = 0; column < rest.Length; column++)
        {
            var pivot = basis.Find(r => Math.Abs(r[column]) > 1e-9);
            if (pivot is null) continue;
            basis.Remove(pivot);
            foreach (var row in basis.Append(rest))
            {
                var factor = row[column] / pivot[column];
                for (var i = 0; i < row.Length; i++) row[i] -= factor * pivot[i];
            }
        }

        return rest.All(x => Math.Abs(x) < 1e-9);
    }

    private static GroupNode Node(string key, int people) => Node(key, Enumerable.Repeat(100L, people));

    private static GroupNode Node(string key, IEnumerable<long> earned) =>
        new(key, earned.Aggregate(default(GroupSum), (sum, e) => sum + GroupSum.OfPerson(e, e)), []);

    private static IEnumerable<string> Keys(IReadOnlySet<GroupNode> nodes) => nodes.Select(n => n.Key).Order(StringComparer.Ordinal);
}
