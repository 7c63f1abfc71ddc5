using System.Diagnostics;
using System.Text;
using AnnotationHub.Web.Images;
using CsCheck;

namespace AnnotationHub.Web.Tests.Images;

public sealed class PhotographHeaderTests
{
    [Fact]
    public void Read_EachFormat_IsKnownByContentWithItsSize()
    {
        Assert.Equal(new PhotographHeader(PhotographFormat.Jpeg, 96, 64), Accepted(TestPictures.Jpeg()));
        Assert.Equal(new PhotographHeader(PhotographFormat.Jpeg, 96, 64), Accepted(TestPictures.JpegWithMetadata()));
        Assert.Equal(new PhotographHeader(PhotographFormat.Png, 96, 64), Accepted(TestPictures.Png()));
        Assert.Equal(new PhotographHeader(PhotographFormat.WebP, 96, 64), Accepted(TestPictures.WebP()));
    }

    [Theory]
    [InlineData(30_000, 30_000, PhotographRefusal.SideTooLong)]
    [InlineData(12_001, 10, PhotographRefusal.SideTooLong)]
    [InlineData(8_000, 5_001, PhotographRefusal.TooManyPixels)]
    [InlineData(0, 10, PhotographRefusal.Damaged)]
    [InlineData(-1, 10, PhotographRefusal.SideTooLong)]
    public void Read_PngOfBadSize_IsRefusedFromItsHeaderWithin50Ms(int width, int height, PhotographRefusal expected)
    {
        var bytes = TestPictures.PngHeaderOnly(width, height);
        _ = Refused(bytes);
        var watch = Stopwatch.StartNew();
        Assert.Equal(expected, Refused(bytes));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 50);
    }

    [Fact]
    public void Read_LargestAllowed_IsAccepted() =>
        Assert.Equal(new PhotographHeader(PhotographFormat.Png, 8_000, 5_000), Accepted(TestPictures.PngHeaderOnly(8_000, 5_000)));

    [Fact]
    public void Read_MoreThan25Megabytes_IsRefused()
    {
        byte[] bytes = [.. TestPictures.Jpeg(), .. new byte[PhotographLimits.MaxBytes]];
        Assert.Equal(PhotographRefusal.TooManyBytes, Refused(bytes));
    }

    [Fact]
    public void Read_Animations_AreRefused()
    {
        Assert.Equal(PhotographRefusal.SeveralFrames, Refused(TestPictures.AnimatedWebP()));
        Assert.Equal(PhotographRefusal.SeveralFrames, Refused(TestPictures.Png(4, 4, TestPictures.Chunk("acTL", new byte[8]))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a picture")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")]
    [InlineData("GIF89a\u0001\0\u0001\0\0\0\0")]
    [InlineData("II*\0\u0008\0\0\0\0\0\0\0")]
    public void Read_AnythingElse_IsRefused(string content) =>
        Assert.Equal(content.Length == 0 ? PhotographRefusal.Empty : PhotographRefusal.NotAPhotograph, Refused(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void Read_AnyBytesBehindAnyBeginning_AnswersOneOfTheTwo()
    {
        byte[][] beginnings = [TestPictures.Jpeg()[..2], TestPictures.Png()[..16], TestPictures.WebP()[..12], TestPictures.WebP()[..16], []];
        Gen.Select(Gen.Int[0, beginnings.Length - 1].Select(i => beginnings[i]), Gen.Byte.Array[0, 200]).Sample((start, rest) =>
        {
            using var stream = new MemoryStream([.. start, .. rest]);
            var (header, refusal) = PhotographHeader.Read(stream);
            return header is null != refusal is null && stream.Position == 0;
        });
    }

    private static PhotographHeader? Accepted(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return PhotographHeader.Read(stream).Header;
    }

    private static PhotographRefusal? Refused(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return PhotographHeader.Read(stream).Refusal;
    }
}
