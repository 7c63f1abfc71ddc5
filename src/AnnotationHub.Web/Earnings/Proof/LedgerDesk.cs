using AnnotationHub.Storage;

namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>What a proof found.</summary>
/// <param name="Open">Differences that stop payouts, the first of them.</param>
/// <param name="OpenCount">All of them.</param>
/// <param name="Explained">Differences that two administrators have explained.</param>
/// <param name="IsCachedOnly">Whether making the cached sums anew would mend all of them.</param>
public sealed record LedgerFindings(IReadOnlyList<string> Open, int OpenCount, IReadOnlyList<string> Explained, bool IsCachedOnly)
{
    public bool IsFrozen => OpenCount > 0;
}

/// <summary>
/// Proves the ledger before money leaves it, and keeps the ways out of a freeze: sums that are made anew, a transaction that is taken
/// back, a difference that is explained; the last two by two administrators.
/// </summary>
public sealed class LedgerDesk(Database database, LedgerStore ledger)
{
    /// <summary>Proves it now, and records that with where the chain ended.</summary>
    public async Task<LedgerFindings> CheckAsync(Guid actor, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var (findings, lastSeq, head) = await database.ReadAsync(
            async session =>
            {
                var proof = await LedgerVerification.ProveAsync(session, await LedgerRemedies.ExplainedAsync(session));
                return (new LedgerFindings(proof.Differences, proof.Count, proof.Explained, proof.Count > 0 && proof.CachedDifferences == proof.Count), proof.LastSeq, proof.Head.ToArray());
            },
            cancellation);
        var found = findings.OpenCount + findings.Explained.Count;
        await database.WriteAsync(s => LedgerRemedies.RecordCheckAsync(s, actor, lastSeq, head, found, findings.Explained.Count, now), cancellation);
        return findings;
    }

    /// <summary>Whether a difference stops payouts.</summary>
    public async Task<bool> IsFrozenAsync(Guid actor, DateTimeOffset now, CancellationToken cancellation) => (await CheckAsync(actor, now, cancellation)).IsFrozen;

    /// <param name="difference">As the proof words it.</param>
    public Task<ProposeOutcome> ExplainAsync(string difference, string reason, Guid actor, DateTimeOffset now, CancellationToken cancellation = default) =>
        ProposeAsync(RemedyKind.Explained, difference, null, reason, actor, now, cancellation);

    /// <param name="seq">Of a transaction that the proof finds nothing behind.</param>
    public Task<ProposeOutcome> ReverseAsync(long seq, string reason, Guid actor, DateTimeOffset now, CancellationToken cancellation = default) =>
        ProposeAsync(RemedyKind.Reversed, LedgerReader.NothingBehind(seq), seq, reason, actor, now, cancellation);

    /// <summary>The second administrator's word; a transaction to be taken back is taken back with it.</summary>
    public async Task<ConfirmOutcome> ConfirmAsync(Guid id, Guid actor, DateTimeOffset now, CancellationToken cancellation = default)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    if (await LedgerRemedies.FindAsync(session, id) is not { } remedy) return ConfirmOutcome.NotFound;
                    if (remedy.ConfirmedAt is not null) return ConfirmOutcome.AlreadyConfirmed;
                    if (remedy.ProposedBy == actor) return ConfirmOutcome.SamePerson;
                    if (!await LedgerRemedies.ConfirmAsync(session, id, actor, now)) return ConfirmOutcome.AlreadyConfirmed;
                    if (remedy.ReversesSeq is { } seq) await ledger.ReverseAsync(session, seq, $"{id:D}", actor, now);
                    return ConfirmOutcome.Confirmed;
                },
                cancellation);
        }
        catch (BalanceBelowNoughtException)
        {
            return ConfirmOutcome.MoneyGone;
        }
    }

    /// <summary>Makes the cached sums anew from entries that prove clean.</summary>
    public Task<RebuildOutcome> RebuildAsync(CancellationToken cancellation = default) => database.WriteAsync(CachedSums.RebuildAsync, cancellation);

    private async Task<ProposeOutcome> ProposeAsync(
        RemedyKind kind, string subject, long? seq, string reason, Guid actor, DateTimeOffset now, CancellationToken cancellation)
    {
        // Of many, the one that is meant may not be among the first: all the others are left out.
        var proof = await database.ReadAsync(async s => await LedgerVerification.ProveAsync(s, new HashSet<string>([subject])), cancellation);
        if (!proof.Explained.Contains(subject)) return ProposeOutcome.NoSuchDifference;
        return await database.WriteAsync(s => LedgerRemedies.ProposeAsync(s, kind, subject, seq, reason, actor, now), cancellation)
            ? ProposeOutcome.Proposed
            : ProposeOutcome.AlreadyProposed;
    }
}
