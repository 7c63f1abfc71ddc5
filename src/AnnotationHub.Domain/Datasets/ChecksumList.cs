using System.Text;

namespace AnnotationHub.Domain.Datasets;

/// <summary>The text that <c>sha256sum -c SHA256SUMS</c> takes: a line a file, digest, two spaces, name.</summary>
public static class ChecksumList
{
    public const string FileName = "SHA256SUMS";

    /// <exception cref="ArgumentException">A name that the format cannot hold.</exception>
    public static byte[] Write(IEnumerable<(string Name, string Sha256)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var text = new StringBuilder();
        foreach (var (name, sha256) in files)
        {
            if (name.AsSpan().IndexOfAny('\n', '\r', '\\') >= 0) throw new ArgumentException($"{name} cannot stand in a checksum list.", nameof(files));
            text.Append(sha256).Append("  ").Append(name).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
