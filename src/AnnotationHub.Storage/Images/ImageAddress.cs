using System.Security.Cryptography;
using System.Text;

namespace AnnotationHub.Storage.Images;

/// <summary>The addresses of an image store: a SHA-256 in small hex.</summary>
public static class ImageAddress
{
    public const int Length = 64;

    public static bool IsValid(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    public static string Of(ReadOnlySpan<byte> sha256) => Convert.ToHexStringLower(sha256);

    /// <summary>A key for what is made from a stored picture in the way that <paramref name="recipe"/> says.</summary>
    public static string OfRendering(string address, string recipe) =>
        Of(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}|{recipe}")));

    /// <exception cref="ArgumentException">The text is no address, and must not be made a path of.</exception>
    internal static string Checked(string address) =>
        IsValid(address) ? address : throw new ArgumentException($"'{address}' is not an image address: {Length} small hex digits.", nameof(address));
}
