using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Domain.Earnings;

/// <summary>A posted transaction: what the hash chain covers.</summary>
/// <param name="Seq">1, 2, 3, … without a gap.</param>
/// <param name="OccurredAtMicros">Microseconds since 1970-01-01T00:00:00Z.</param>
public sealed record PostedTransaction(long Seq, LedgerPosting Posting, long OccurredAtMicros, BusinessDay Day);

/// <summary>
/// The chain: each transaction's hash is SHA-256 over the previous one's 32 bytes followed by the transaction's canonical text
/// in UTF-8, so that a change of any row shows at that row and at every later one. The first one's predecessor is 32 zero bytes.
/// </summary>
public static class LedgerHash
{
    public const int SizeBytes = SHA256.HashSizeInBytes;

    public static byte[] Of(ReadOnlySpan<byte> previous, PostedTransaction transaction)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(Encoding.UTF8.GetBytes(Canonical(transaction)));
        return sha.GetHashAndReset();
    }

    /// <summary>
    /// Lines ended by U+000A: <c>ledger 1</c>, number, key, event, cause, task, annotation, actor, number reversed (each <c>-</c>
    /// where there is none), microseconds, business day; then one line for each entry with account kind, owner, currency and
    /// amount in ten-thousandths, separated by one space. Ids in lower-case "D" form, enums in camelCase.
    /// </summary>
    public static string Canonical(PostedTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var posting = transaction.Posting;
        var text = new StringBuilder("ledger 1\n");
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"{transaction.Seq}\n{posting.Key}\n{Name(posting.Kind)}\n{posting.Cause}\n");
        text.Append(culture, $"{Id(posting.TaskId)}\n{Id(posting.AnnotationId)}\n{Id(posting.ActorId)}\n");
        text.Append(culture, $"{posting.ReversesSeq?.ToString(culture) ?? "-"}\n{transaction.OccurredAtMicros}\n{transaction.Day}\n");
        foreach (var (account, amount) in posting.Entries)
            text.Append(culture, $"{Name(account.Kind)} {account.Owner:D} {account.Currency} {amount}\n");
        return text.ToString();
    }

    private static string Id(Guid? id) => id?.ToString("D") ?? "-";

    private static string Name<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
