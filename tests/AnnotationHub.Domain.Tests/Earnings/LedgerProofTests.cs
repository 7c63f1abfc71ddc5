using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Domain.Tests.Earnings;

/// <summary>However many differences are explained, and however many there are, the next one is seen.</summary>
public sealed class LedgerProofTests
{
    [Fact]
    public void Report_BehindManyExplained_IsSeen()
    {
        var explained = Enumerable.Range(0, 3 * LedgerProof.MaximumDifferences).Select(i => $"difference {i}").ToHashSet();
        var proof = new LedgerProof(explained);
        foreach (var difference in explained) proof.Report(difference);
        proof.Report("another one");
        Assert.Equal((1, "another one", explained.Count), (proof.Count, Assert.Single(proof.Differences), proof.Explained.Count));
    }

    [Fact]
    public void Report_MoreThanAreRead_AreCounted()
    {
        var proof = new LedgerProof();
        for (var i = 0; i < 250; i++) proof.ExpectCached($"balance {i}", 1, 2);
        Assert.Equal((LedgerProof.MaximumDifferences, 250, 250), (proof.Differences.Count, proof.Count, proof.CachedDifferences));
        // Sums alone can be made anew; with this one among them nothing may be.
        proof.Report("transaction 7 is missing");
        Assert.True(proof.CachedDifferences < proof.Count);
    }
}
