using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Web.Trail;

/// <summary>
/// The chain of the trail: each entry's hash is SHA-256 over the previous one's 32 bytes followed by the entry's canonical text in
/// UTF-8: lines ended by U+000A with <c>trail 1</c>, number, microseconds, action, actor, subject, outcome, origin (each <c>-</c> where
/// there is none). The first one's predecessor is 32 zero bytes.
/// </summary>
internal static class TrailHash
{
    public static byte[] Of(byte[] previous, long seq, long occurredAtMicros, TrailEntry entry)
    {
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"trail 1\n{seq}\n{occurredAtMicros}\n{entry.Action}\n{entry.ActorId?.ToString("D") ?? "-"}\n{entry.Subject ?? "-"}\n{entry.Outcome}\n{entry.Origin}\n");
        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(text)]);
    }
}
