using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace AnnotationHub.Web.Tests.Images;

/// <summary>
/// Pictures to test with, made without either image engine: three small files, 96 × 64 pixels with a red, green, blue and white
/// quarter in reading order, and what a few bytes more or less make of them.
/// </summary>
internal static class TestPictures
{
    public const int Width = 96;
    public const int Height = 64;

    public static readonly (byte R, byte G, byte B)[] Quarters = [(220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 240)];

    public static byte[] Jpeg() => File.ReadAllBytes(Path.Combine(Folder(), "quarters.jpg"));

    public static byte[] WebP() => File.ReadAllBytes(Path.Combine(Folder(), "quarters.webp"));

    public static byte[] AnimatedWebP() => File.ReadAllBytes(Path.Combine(Folder(), "animated.webp"));

    /// <summary>The JPEG with an EXIF block that says how it was held, where it was taken and by whom.</summary>
    public static byte[] JpegHeld(int orientation) => JpegWith(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]);

    /// <summary>The JPEG with an XMP packet, a Photoshop (IPTC) block and a comment that name a person.</summary>
    public static byte[] JpegWithMetadata()
    {
        var xmp = Insert(JpegHeld(1), Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-NAME</x:xmpmeta>"u8));
        var iptc = Insert(xmp, Segment(0xED, "Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0BSECRET-NAME"u8));
        return Insert(iptc, Segment(0xFE, "SECRET-NAME"u8));
    }

    /// <summary>The JPEG, different in its bytes and the same in its picture: for tests that need many files.</summary>
    public static byte[] JpegNumber(int number) => JpegWith(0xFE, Encoding.ASCII.GetBytes($"number {number}"));

    /// <summary>A PNG of the quarters, of any size, 8-bit RGB.</summary>
    public static byte[] Png(int width = Width, int height = Height, params byte[][] extraChunks)
    {
        var rows = new byte[height * (1 + (width * 3))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = Quarters[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)];
                var at = (y * (1 + (width * 3))) + 1 + (x * 3);
                (rows[at], rows[at + 1], rows[at + 2]) = (r, g, b);
            }
        }

        return [.. PngStart(width, height), .. extraChunks.SelectMany(c => c), .. Chunk("IDAT", Packed(rows)), .. Chunk("IEND", [])];
    }

    /// <summary>One wholly transparent black pixel.</summary>
    public static byte[] PngTransparent() => [.. PngStart(1, 1, colourType: 6), .. Chunk("IDAT", Packed([0, 0, 0, 0, 0])), .. Chunk("IEND", [])];

    /// <summary>A PNG whose header says a size, with next to nothing behind it.</summary>
    public static byte[] PngHeaderOnly(int width, int height) =>
        [.. PngStart(width, height), .. Chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. body, .. BigEndian(Crc32(body))];
    }

    public static byte[] Exif(int orientation)
    {
        // Little-endian TIFF: orientation, an artist, and a GPS directory with a latitude reference.
        byte[] head = [.. "II*\0"u8, 8, 0, 0, 0, 3, 0];
        byte[] tags = [.. Tag(0x0112, 3, 1, orientation), .. Tag(0x013B, 2, 12, 50), .. Tag(0x8825, 4, 1, 62), 0, 0, 0, 0];
        byte[] gps = [1, 0, .. Tag(0x0001, 2, 2, 'N'), 0, 0, 0, 0];
        return [.. head, .. tags, .. "SECRET-NAME\0"u8, .. gps];

        static byte[] Tag(ushort tag, ushort type, int count, int value) =>
            [(byte)tag, (byte)(tag >> 8), (byte)type, 0, (byte)count, 0, 0, 0, (byte)value, 0, 0, 0];
    }

    private static byte[] JpegWith(byte marker, ReadOnlySpan<byte> content) => Insert(Jpeg(), Segment(marker, content));

    private static byte[] Insert(byte[] jpeg, byte[] segment) => [.. jpeg[..2], .. segment, .. jpeg[2..]];

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content)
    {
        var length = content.Length + 2;
        return [0xFF, marker, (byte)(length >> 8), (byte)length, .. content];
    }

    private static byte[] PngStart(int width, int height, byte colourType = 2) =>
        [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, colourType, 0, 0, 0])];

    private static byte[] Packed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(rows);
        return packed.ToArray();
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static int Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return (int)~crc;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "fixtures");
}
