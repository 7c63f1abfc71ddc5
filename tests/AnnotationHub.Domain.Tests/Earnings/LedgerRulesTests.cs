using AnnotationHub.Domain.Earnings;
using CsCheck;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class LedgerRulesTests
{
    private static readonly Guid Annotation = new("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Task = new("01900000-0000-7000-8000-000000000002");
    private static readonly Guid Project = new("01900000-0000-7000-8000-000000000003");
    private static readonly Guid Annotator = new("01900000-0000-7000-8000-000000000004");

    private static readonly Gen<AnnotationPosting> Work =
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Int[0, BaseShare.Whole], (price, share) => WorkOf(price, share));

    [Fact]
    public void Rejected_AnyPriceAndShare_SplitsWhatWasHeldWithoutLoss() => Gen.Select(Work, Gen.Enum<RejectionReason>()).Sample((work, reason) =>
    {
        var posting = LedgerRules.Rejected(work, work.Price.TenThousandths, reason, Guid.Empty);
        var payable = posting.Entries.Where(e => e.Account.Kind == LedgerAccountKind.Payable).Sum(e => e.AmountE4);
        var exact = (decimal)work.Price.TenThousandths * work.BaseShareE4 / BaseShare.Whole;
        var expected = RejectionReasons.KeepsBaseShare(reason) ? decimal.Ceiling(exact) : 0;
        return posting.Entries.Sum(e => e.AmountE4) == 0 && payable == expected
            && posting.Entries[0].AmountE4 == -work.Price.TenThousandths && posting.Entries.Count >= 2;
    });

    [Fact]
    public void Resolution_BothEnds_ShareOneKey() => Assert.Equal(
        LedgerRules.Accepted(WorkOf(8000, 4000), 8000, null).Key,
        LedgerRules.Rejected(WorkOf(8000, 4000), 8000, RejectionReason.Misplaced, Guid.Empty).Key);

    [Fact]
    public void Settlement_BothEnds_ShareOneKey() => Assert.Equal(
        LedgerRules.PayoutPaid(Task, Annotator, new Money(100, "CNY"), Guid.Empty).Key,
        LedgerRules.PayoutBounced(Task, Annotator, new Money(100, "CNY"), Guid.Empty).Key);

    [Fact]
    public void Posting_UnbalancedOrMixed_IsRefused()
    {
        var held = LedgerAccount.Held(Annotator, "CNY");
        var cost = LedgerAccount.ProjectCost(Project, "CNY");
        Assert.Throws<ArgumentException>(() => new LedgerPosting("k", LedgerEvent.Bonus, "c", [new(held, 1), new(cost, 1)]));
        Assert.Throws<ArgumentException>(() => new LedgerPosting("k", LedgerEvent.Bonus, "c", [new(held, 0)]));
        Assert.Throws<ArgumentException>(() => new LedgerPosting("k", LedgerEvent.Bonus, "c", [new(held, 1), new(cost with { Currency = "USD" }, -1)]));
        Assert.Throws<ArgumentException>(() => new LedgerPosting("k\nk", LedgerEvent.Bonus, "c", [new(held, 1), new(cost, -1)]));
        Assert.Throws<OverflowException>(() => new LedgerPosting("k", LedgerEvent.Bonus, "c", [new(held, long.MaxValue), new(cost, 1)]));
    }

    [Fact]
    public void Hash_KnownTransaction_IsTheDocumentedOne()
    {
        var transaction = new PostedTransaction(1, LedgerRules.Accrued(WorkOf(8000, 4000)), 1_795_492_800_000_000, BusinessDay.Parse("2026-11-24"));
        const string Canonical = """
            ledger 1
            1
            accrue:01900000-0000-7000-8000-000000000001
            accrued
            01900000-0000-7000-8000-000000000001
            01900000-0000-7000-8000-000000000002
            01900000-0000-7000-8000-000000000001
            -
            -
            1795492800000000
            2026-11-24
            projectCost 01900000-0000-7000-8000-000000000003 CNY -8000
            held 01900000-0000-7000-8000-000000000004 CNY 8000

            """;
        Assert.Equal(Canonical, LedgerHash.Canonical(transaction));
        byte[] bytes = [.. new byte[32], .. System.Text.Encoding.UTF8.GetBytes(Canonical)];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes), LedgerHash.Of(new byte[32], transaction));
    }

    [Fact]
    public void AccountId_DifferentTriples_Differ()
    {
        LedgerAccount[] accounts =
        [
            LedgerAccount.Held(Annotator, "CNY"), LedgerAccount.Payable(Annotator, "CNY"), LedgerAccount.Held(Project, "CNY"), LedgerAccount.Held(Annotator, "USD"),
        ];
        Assert.Equal(accounts.Length, accounts.Select(a => a.Id).Distinct().Count());
        Assert.Equal(LedgerAccount.Held(Annotator, "CNY").Id, accounts[0].Id);
    }

    private static AnnotationPosting WorkOf(long priceE4, int share) => new(Annotation, Task, Project, Annotator, new Money(priceE4, "CNY"), share);
}
