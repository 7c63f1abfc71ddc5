namespace AnnotationHub.Domain.Earnings;

/// <summary>Which postings each money event makes. Pure: amounts in, balanced entries out.</summary>
public static class LedgerRules
{
    public static string AccrualKey(Guid annotation) => $"accrue:{annotation:D}";

    /// <summary>One key for acceptance and rejection: an annotation is resolved once, never both ways.</summary>
    public static string ResolutionKey(Guid annotation) => $"resolve:{annotation:D}";

    public static LedgerPosting Accrued(AnnotationPosting work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfNegative(work.Price.TenThousandths, nameof(work));
        var (price, currency) = work.Price;
        return About(work, AccrualKey(work.AnnotationId), LedgerEvent.Accrued, null, work.AnnotationId,
        [
            new(LedgerAccount.ProjectCost(work.ProjectId, currency), -price),
            new(LedgerAccount.Held(work.AnnotatorId, currency), price),
        ]);
    }

    /// <param name="heldE4">What the accrual put into held.</param>
    public static LedgerPosting Accepted(AnnotationPosting work, long heldE4, Guid? actor)
    {
        ArgumentNullException.ThrowIfNull(work);
        return About(work, ResolutionKey(work.AnnotationId), LedgerEvent.Accepted, actor, work.AnnotationId,
        [
            new(LedgerAccount.Held(work.AnnotatorId, work.Price.Currency), -heldE4),
            new(LedgerAccount.Payable(work.AnnotatorId, work.Price.Currency), heldE4),
        ]);
    }

    /// <summary>
    /// Honest work keeps its base share even when it is rejected; only a reason that denies the effort itself
    /// (<see cref="RejectionReasons.KeepsBaseShare"/>) takes that too.
    /// </summary>
    /// <param name="heldE4">What the accrual put into held.</param>
    public static LedgerPosting Rejected(AnnotationPosting work, long heldE4, RejectionReason reason, Guid supervisor)
    {
        ArgumentNullException.ThrowIfNull(work);
        var kept = RejectionReasons.KeepsBaseShare(reason) ? BaseShare.Of(heldE4, work.BaseShareE4) : 0;
        var currency = work.Price.Currency;
        List<LedgerEntry> entries = [new(LedgerAccount.Held(work.AnnotatorId, currency), -heldE4)];
        if (kept > 0) entries.Add(new(LedgerAccount.Payable(work.AnnotatorId, currency), kept));
        if (kept < heldE4 || kept == 0) entries.Add(new(LedgerAccount.ProjectCost(work.ProjectId, currency), heldE4 - kept));
        return About(work, ResolutionKey(work.AnnotationId), LedgerEvent.Rejected, supervisor, work.AnnotationId, entries);
    }

    /// <param name="missingE4">Of the price, what the annotator has not got: more than 0.</param>
    public static LedgerPosting AppealUpheld(AnnotationPosting work, Guid appeal, long missingE4, Guid? decidedBy)
    {
        ArgumentNullException.ThrowIfNull(work);
        return About(work, $"appeal:{appeal:D}", LedgerEvent.AppealUpheld, decidedBy, appeal, MadeGood(work, missingE4));
    }

    /// <summary>A known face turned out wrong: whoever it failed gets the rest of the price.</summary>
    /// <param name="missingE4">Of the price, what the annotator has not got: more than 0.</param>
    /// <param name="actor">Who said so; null where several annotators did.</param>
    public static LedgerPosting Restored(AnnotationPosting work, long missingE4, Guid? actor)
    {
        ArgumentNullException.ThrowIfNull(work);
        return About(work, $"restore:{work.AnnotationId:D}", LedgerEvent.Restored, actor, work.AnnotationId, MadeGood(work, missingE4));
    }

    /// <param name="rule">Name and version of the rule.</param>
    /// <param name="period">What it is paid for once, for example <c>2026-11</c>.</param>
    public static LedgerPosting Bonus(string rule, Guid annotator, string period, Money amount) =>
        new(BonusKey(rule, annotator, period), LedgerEvent.Bonus, rule, FromTo(LedgerAccount.BonusCost(amount.Currency), LedgerAccount.Payable(annotator, amount.Currency), amount));

    public static LedgerPosting ToppedUp(Guid annotator, BusinessDay day, Money amount) =>
        new(TopUpKey(annotator, day.ToString()), LedgerEvent.ToppedUp, day.ToString(), FromTo(LedgerAccount.TopUpCost(amount.Currency), LedgerAccount.Payable(annotator, amount.Currency), amount));

    public static LedgerPosting PayoutReserved(Guid batch, Guid annotator, Money amount, Guid actor) =>
        new(PayoutKey(batch, annotator), LedgerEvent.PayoutReserved, batch.ToString("D"), FromTo(LedgerAccount.Payable(annotator, amount.Currency), LedgerAccount.Clearing(annotator, amount.Currency), amount)) { ActorId = actor };

    /// <summary>The bank has paid. One key with <see cref="PayoutBounced"/>: an item is settled once.</summary>
    public static LedgerPosting PayoutPaid(Guid item, Guid annotator, Money amount, Guid actor) =>
        new(SettlementKey(item), LedgerEvent.PayoutPaid, item.ToString("D"), FromTo(LedgerAccount.Clearing(annotator, amount.Currency), LedgerAccount.Bank(annotator, amount.Currency), amount)) { ActorId = actor };

    public static LedgerPosting PayoutBounced(Guid item, Guid annotator, Money amount, Guid actor) =>
        new(SettlementKey(item), LedgerEvent.PayoutBounced, item.ToString("D"), FromTo(LedgerAccount.Clearing(annotator, amount.Currency), LedgerAccount.Payable(annotator, amount.Currency), amount)) { ActorId = actor };

    /// <summary>
    /// The bank's answer to an item was another one than was entered: what it moved is taken back, and moved as it should have been, in
    /// one transaction that names the first.
    /// </summary>
    /// <param name="seq">Number of the transaction that settled the item last.</param>
    /// <param name="paid">True where the bank has paid after all, false where paid money came back.</param>
    public static LedgerPosting SettlementCorrected(long seq, Guid item, Guid annotator, Money amount, bool paid, Guid actor)
    {
        var (bank, payable) = (LedgerAccount.Bank(annotator, amount.Currency), LedgerAccount.Payable(annotator, amount.Currency));
        return new(ReversalKey(seq), LedgerEvent.Reversed, item.ToString("D"), paid ? FromTo(payable, bank, amount) : FromTo(bank, payable, amount))
        {
            ReversesSeq = seq,
            ActorId = actor,
        };
    }

    /// <summary>What a transaction is taken back under: once.</summary>
    public static string ReversalKey(long seq) => $"reverse:{seq}";

    public static string SettlementKey(Guid item) => $"settle:{item:D}";

    public static string PayoutKey(Guid batch, Guid annotator) => $"payout:{batch:D}:{annotator:D}";

    public static string BonusKey(string rule, Guid annotator, string period) => $"bonus:{rule}:{annotator:D}:{period}";

    public static string TopUpKey(Guid annotator, string day) => $"topup:{annotator:D}:{day}";

    private static LedgerEntry[] MadeGood(AnnotationPosting work, long missingE4) => FromTo(
        LedgerAccount.ProjectCost(work.ProjectId, work.Price.Currency),
        LedgerAccount.Payable(work.AnnotatorId, work.Price.Currency),
        work.Price with { TenThousandths = missingE4 });

    private static LedgerEntry[] FromTo(LedgerAccount from, LedgerAccount to, Money amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount.TenThousandths, nameof(amount));
        return [new(from, -amount.TenThousandths), new(to, amount.TenThousandths)];
    }

    private static LedgerPosting About(
        AnnotationPosting work, string key, LedgerEvent kind, Guid? actor, Guid cause, IReadOnlyList<LedgerEntry> entries) =>
        new(key, kind, cause.ToString("D"), entries) { TaskId = work.TaskId, AnnotationId = work.AnnotationId, ActorId = actor };
}
