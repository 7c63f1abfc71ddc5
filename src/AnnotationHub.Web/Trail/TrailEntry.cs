namespace AnnotationHub.Web.Trail;

/// <summary>
/// Something that somebody did, or tried to do, which must be possible to find out later. No secrets and no personal data: accounts by
/// their ids, objects by their ids and paths, networks instead of addresses, nothing that was typed.
/// </summary>
/// <param name="Action">What, in kebab-case; see <see cref="TrailActions"/>.</param>
/// <param name="ActorId">Who; null for somebody who is not signed in, and for the program itself.</param>
/// <param name="Subject">Which object: a path without its query, or an account's id; null where the action says it all.</param>
/// <param name="Outcome">In kebab-case: <c>done</c>, or why not.</param>
/// <param name="Origin">From where: the caller's network, or <c>console</c>.</param>
public sealed record TrailEntry(string Action, Guid? ActorId, string? Subject, string Outcome, string Origin);

/// <summary>What is written down. Names are stored: never rename one.</summary>
public static class TrailActions
{
    public const string SignIn = "sign-in";
    public const string StepUp = "step-up";
    public const string LockOut = "lock-out";
    public const string WrongAccess = "wrong-access";
    public const string AccountCreated = "account-created";
    public const string AccountChanged = "account-changed";
    public const string PasswordLink = "password-link";
    public const string TokenIssued = "token-issued";
    public const string TokenRevoked = "token-revoked";
    public const string PayoutDrawnUp = "payout-drawn-up";
    public const string PayoutApproved = "payout-approved";
    public const string PayoutRefused = "payout-refused";
    public const string PayoutFile = "payout-file";
    public const string PayoutSettled = "payout-settled";
    public const string PayoutCorrected = "payout-corrected";
    public const string WageRecord = "wage-record";
    public const string PayeeChanged = "payee-changed";
    public const string PriceSigned = "price-signed";
    public const string LedgerRebuilt = "ledger-rebuilt";
    public const string RemedyProposed = "remedy-proposed";
    public const string RemedyConfirmed = "remedy-confirmed";
    public const string ProgrammeFile = "programme-file";
}
