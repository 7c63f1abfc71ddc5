using AnnotationHub.Domain.Tasks;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Tasks;

public sealed class FairShareTests
{
    private static readonly Gen<HandOutMoment> Moments =
        from open in Gen.Int[0, 400]
        from active in Gen.Int[1, 60]
        from own in Gen.Int[0, 60]
        from others in Gen.Int[0, 500]
        from waiting in Gen.Int[0, active - 1]
        select new HandOutMoment(open, own + others, active, own, waiting);

    private static readonly Gen<int> Asked = Gen.Int[1, 5];

    [Fact]
    public void Allowance_AnyMoment_IsNeverMoreThanAskedNorThanOpen() =>
        Gen.Select(Moments, Asked).Sample((moment, asked) =>
            Assert.InRange(FairShare.Allowance(moment, asked), 0, Math.Min(asked, Math.Max(moment.OpenSlots, asked * (FairShare.IsShort(moment) ? 0 : 1)))));

    [Fact]
    public void Allowance_WhoHoldsNothing_GetsOneWhileThereIsOne() =>
        Gen.Select(Moments, Asked).Sample((moment, asked) =>
        {
            if (moment.OpenSlots > 0) Assert.True(FairShare.Allowance(moment with { OwnLeases = 0 }, asked) >= 1);
        });

    [Fact]
    public void Allowance_WhoHoldsSomething_LeavesASlotForEachWhoWaits() =>
        Gen.Select(Moments, Asked).Sample((moment, asked) =>
        {
            if (moment.OwnLeases > 0 && moment.WaitingAnnotators > 0)
                Assert.True(FairShare.Allowance(moment, asked) <= Math.Max(0, moment.OpenSlots - moment.WaitingAnnotators));
        });

    [Fact]
    public void Allowance_Alone_IsWhatIsAskedFor() =>
        Gen.Select(Gen.Int[5, 400], Gen.Int[0, 60], Asked).Sample((open, own, asked) =>
            Assert.Equal(asked, FairShare.Allowance(new HandOutMoment(open, own, 1, own, 0), asked)));

    /// <summary>A crowd that takes whatever it may while everyone is active, and never finishes anything.</summary>
    [Fact]
    public void Allowance_GreedyCrowd_HoardsNoMoreThanItsShareAndAHalf() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[10, 200], Gen.Int[0, 1_000_000]).Sample((crowd, slots, seed) =>
        {
            var random = new Random(seed);
            var held = new int[crowd];
            var open = slots;
            for (var claim = 0; claim < 500; claim++)
            {
                var who = random.Next(crowd);
                var got = FairShare.Allowance(new HandOutMoment(open, held.Sum(), crowd, held[who], 0), 5);
                (held[who], open) = (held[who] + got, open - got);
                Assert.True(open >= 0);
            }

            // What was taken while there was plenty stays where it is; from then on the bound holds.
            var share = (int)Math.Ceiling(1.5 * slots / crowd);
            Assert.Equal(slots, open + held.Sum());
            Assert.All(held.Order().SkipLast(1), h => Assert.True(h <= Math.Max(share, slots - (FairShare.PlentyEach * crowd) + FairShare.PlentyEach)));
        });

    /// <summary>Somebody comes when all is gone: the next slot is theirs, whoever asks for it first.</summary>
    [Fact]
    public void Allowance_OneWaitsWithNothing_GetsTheNextSlot() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[1, 30], Asked).Sample((crowd, heldEach, asked) =>
        {
            var live = crowd * heldEach;
            Assert.Equal(0, FairShare.Allowance(new HandOutMoment(1, live, crowd + 1, heldEach, 1), asked));
            Assert.Equal(1, FairShare.Allowance(new HandOutMoment(1, live, crowd + 1, 0, 0), asked));
        });

    [Fact]
    public void Standing_OfAProjectThatComesLate_LagsALittle() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample((served, furthest) =>
        {
            var standing = ProjectRotation.Standing(served, furthest);
            Assert.True(standing >= served && standing >= furthest - ProjectRotation.LongestLag);
            Assert.True(standing == served || standing == furthest - ProjectRotation.LongestLag);
        });

    /// <summary>Always the one that has had least: over any run, two projects that both have work differ by one claim at most.</summary>
    [Fact]
    public void Standing_ServedByLeastFirst_KeepsProjectsLevel() =>
        Gen.Select(Gen.Int[2, 8], Gen.Int[50, 400], Gen.Int[0, 1_000_000]).Sample((projects, claims, seed) =>
        {
            var random = new Random(seed);
            var served = new long[projects];
            for (var claim = 0; claim < claims; claim++)
            {
                var furthest = served.Max();
                var next = Enumerable.Range(0, projects).OrderBy(p => ProjectRotation.Standing(served[p], furthest)).ThenBy(p => p).First();
                served[next] = ProjectRotation.Standing(served[next], furthest) + random.Next(1, 6);
            }

            Assert.InRange(served.Max() - served.Min(), 0, 5);
        });
}
