using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Proof;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>Draws up and approves only over a ledger that proves clean: a difference stops payouts, never work.</summary>
public sealed class PayoutDesk(Database database, PayoutStore payouts, LedgerDesk proofs, EarningsStore earnings)
{
    /// <returns>The batch's id with <see cref="DrawUpOutcome.DrawnUp"/>, an empty one otherwise.</returns>
    public async Task<(DrawUpOutcome Outcome, Guid Id)> DrawUpAsync(Guid actor, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await proofs.IsFrozenAsync(actor, now, cancellation)) return (DrawUpOutcome.LedgerDiffers, Guid.Empty);
        var id = await database.WriteAsync(s => payouts.DrawUpAsync(s, earnings.Currency, actor, now), cancellation);
        return id is { } batch ? (DrawUpOutcome.DrawnUp, batch) : (DrawUpOutcome.NothingPayable, Guid.Empty);
    }

    public async Task<ApproveOutcome> ApproveAsync(Guid batch, Guid actor, DateTimeOffset now, CancellationToken cancellation) =>
        await proofs.IsFrozenAsync(actor, now, cancellation)
            ? ApproveOutcome.LedgerDiffers
            : await database.WriteAsync(s => payouts.ApproveAsync(s, batch, actor, now), cancellation);
}
