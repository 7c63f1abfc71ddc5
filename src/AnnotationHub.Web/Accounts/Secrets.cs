using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Web.Accounts;

/// <summary>Random values of the accounts; all from the operating system's generator.</summary>
public static class Secrets
{
    /// <summary>Letters and digits that nobody confuses when they read them aloud.</summary>
    private const string PlainAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A token of 256 random bits in base64url, and the SHA-256 under which it is kept.</summary>
    public static (string Token, byte[] Hash) NewToken()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    /// <summary>A token carries 256 random bits, so a plain hash is enough: there is nothing to guess.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static string Stamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Eight letters: enough that a million annotators rarely meet; the unique index settles the rest.</summary>
    public static string Pseudonym() => $"P-{RandomNumberGenerator.GetString(PlainAlphabet, 8)}";
}
