using System.Text;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Web.Images;

namespace AnnotationHub.Web.Tests.Images;

/// <summary>What every image engine must do, the same for each.</summary>
public abstract class PhotographEngineTests
{
    protected abstract IPhotographEngine Engine { get; }

    /// <summary>The pixel's red, green and blue as another decoder than the engine's path sees them.</summary>
    protected abstract (byte R, byte G, byte B) PixelOf(byte[] picture, int x, int y);

    // Where the quarters 0 1 / 2 3 of the stored picture are seen, in reading order, once it is upright.
    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3 })]
    [InlineData(2, new[] { 1, 0, 3, 2 })]
    [InlineData(3, new[] { 3, 2, 1, 0 })]
    [InlineData(4, new[] { 2, 3, 0, 1 })]
    [InlineData(5, new[] { 0, 2, 1, 3 })]
    [InlineData(6, new[] { 2, 0, 3, 1 })]
    [InlineData(7, new[] { 3, 1, 2, 0 })]
    [InlineData(8, new[] { 1, 3, 0, 2 })]
    public void Normalise_EachOrientation_IsUpright(int orientation, int[] expected)
    {
        var result = Accept(TestPictures.JpegHeld(orientation));
        var turned = orientation >= 5;
        var (width, height) = turned ? (64, 96) : (96, 64);
        Assert.Equal(new NormalisedPhotograph(width, height, 96, 64, orientation, "image/jpeg"), result.Photograph);
        foreach (var picture in (byte[][])[result.Original, result.Work, result.Thumbnail])
        {
            for (var i = 0; i < 4; i++)
            {
                var (x, y) = ((i % 2 * width / 2) + (width / 4), (i / 2 * height / 2) + (height / 4));
                AssertNear(TestPictures.Quarters[expected[i]], PixelOf(picture, x, y), 12);
            }
        }
    }

    [Fact]
    public void Normalise_Metadata_IsGoneFromEveryRendition()
    {
        foreach (var upload in (byte[][])[TestPictures.JpegWithMetadata(), TestPictures.JpegHeld(6), PngWithMetadata()])
        {
            Assert.Contains("SECRET-NAME", Encoding.Latin1.GetString(upload), StringComparison.Ordinal);
            var result = Accept(upload);
            foreach (var picture in (byte[][])[result.Original, result.Work, result.Thumbnail])
            {
                var text = Encoding.Latin1.GetString(picture);
                foreach (var trace in (string[])["SECRET", "Exif", "http", "Photoshop", "iTXt", "tEXt", "eXIf", "ICC"])
                    Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Normalise_Png_StaysThePngPixelForPixel()
    {
        var result = Accept(TestPictures.Png(301, 199));
        Assert.Equal(("image/png", 301, 199), (result.Photograph.MediaType, result.Photograph.Width, result.Photograph.Height));
        Assert.Equal(TestPictures.Quarters[0], PixelOf(result.Original, 149, 98));
        Assert.Equal(TestPictures.Quarters[1], PixelOf(result.Original, 150, 98));
        Assert.Equal(TestPictures.Quarters[3], PixelOf(result.Original, 300, 198));
    }

    [Fact]
    public void Normalise_WebP_BecomesAJpeg()
    {
        var result = Accept(TestPictures.WebP());
        Assert.Equal("image/jpeg", result.Photograph.MediaType);
        AssertNear(TestPictures.Quarters[2], PixelOf(result.Original, 24, 48), 6);
    }

    [Fact]
    public void Normalise_TransparentPng_LiesOnWhite()
    {
        Assert.Equal(((byte)255, (byte)255, (byte)255), PixelOf(Accept(TestPictures.PngTransparent()).Original, 0, 0));
    }

    [Fact]
    public void Normalise_JpegCutOffAnywhere_IsRefused()
    {
        var whole = TestPictures.Jpeg();
        for (var length = 20; length < whole.Length - 2; length += 7)
        {
            using var upload = new MemoryStream(whole[..length]);
            var (header, refusal) = PhotographHeader.Read(upload);
            if (header is not null) refusal = Normalise(upload, header).Refusal;
            Assert.Equal(PhotographRefusal.Damaged, refusal);
        }
    }

    [Fact]
    public void Normalise_OtherFormatsCutOff_AreRefused()
    {
        foreach (var whole in (byte[][])[TestPictures.Png(), TestPictures.WebP()])
        {
            using var upload = new MemoryStream(whole[..(whole.Length * 3 / 4)]);
            var header = PhotographHeader.Read(upload).Header;
            Assert.NotNull(header);
            Assert.Equal(PhotographRefusal.Damaged, Normalise(upload, header).Refusal);
        }
    }

    [Fact]
    public void Normalise_HeaderWithNothingBehindIt_IsRefused()
    {
        using var upload = new MemoryStream(TestPictures.PngHeaderOnly(5_000, 5_000));
        Assert.Equal(PhotographRefusal.Damaged, Normalise(upload, PhotographHeader.Read(upload).Header!).Refusal);
    }

    [Fact]
    public void Normalise_LargePhotograph_HasRenditionsOfTheirSizes()
    {
        var result = Accept(TestPictures.Png(3200, 2000));
        Assert.Equal((1600, 1000), SizeOf(result.Work));
        Assert.Equal((256, 160), SizeOf(result.Thumbnail));
        Assert.InRange(result.Work.Length, 1, PhotographLimits.WorkBytes);
    }

    [Fact]
    public void Normalise_SmallPhotograph_IsNotMadeLarger()
    {
        var result = Accept(TestPictures.Png(100, 50));
        Assert.Equal((100, 50), SizeOf(result.Work));
        Assert.Equal((100, 50), SizeOf(result.Thumbnail));
    }

    [Fact]
    public void Render_PartAtFullScale_ShowsExactlyThosePixels()
    {
        var original = Accept(TestPictures.Png(800, 600)).Original;
        using var stream = new MemoryStream(original);
        var picture = Engine.Render(stream, new WorkView(300, 200, 200, 200, 1), TestContext.Current.CancellationToken);
        Assert.Equal((200, 200), SizeOf(picture));
        // The quarters meet at (400, 300) of the photograph, which is (100, 100) of the part.
        AssertNear(TestPictures.Quarters[0], PixelOf(picture, 75, 75), 8);
        AssertNear(TestPictures.Quarters[1], PixelOf(picture, 125, 75), 8);
        AssertNear(TestPictures.Quarters[2], PixelOf(picture, 75, 125), 8);
        AssertNear(TestPictures.Quarters[3], PixelOf(picture, 125, 125), 8);
    }

    [Fact]
    public void Render_LargePart_IsDrawnAsLargeAsItsViewSays()
    {
        var original = Accept(TestPictures.Png(4000, 1001)).Original;
        using var stream = new MemoryStream(original);
        var view = new WorkView(0, 0, 3333, 1001, 1600.0 / 3333);
        var picture = Engine.Render(stream, view, TestContext.Current.CancellationToken);
        Assert.Equal((view.RenderedWidth, view.RenderedHeight), SizeOf(picture));
    }

    private static byte[] PngWithMetadata() => TestPictures.Png(
        40,
        30,
        TestPictures.Chunk("tEXt", [.. "Author\0SECRET-NAME"u8]),
        TestPictures.Chunk("eXIf", TestPictures.Exif(1)));

    private (int Width, int Height) SizeOf(byte[] picture)
    {
        using var stream = new MemoryStream(picture);
        var header = PhotographHeader.Read(stream).Header!;
        return (header.RawWidth, header.RawHeight);
    }

    private Renditions Accept(byte[] bytes)
    {
        using var upload = new MemoryStream(bytes);
        var (header, refusal) = PhotographHeader.Read(upload);
        Assert.Null(refusal);
        var result = Normalise(upload, header!);
        Assert.Null(result.Refusal);
        return result;
    }

    private Renditions Normalise(MemoryStream upload, PhotographHeader header)
    {
        using var original = new MemoryStream();
        using var work = new MemoryStream();
        using var thumbnail = new MemoryStream();
        var (photograph, refusal) = Engine.Normalise(upload, header, new(original, work, thumbnail), TestContext.Current.CancellationToken);
        return new(photograph!, refusal, original.ToArray(), work.ToArray(), thumbnail.ToArray());
    }

    private static void AssertNear((byte R, byte G, byte B) expected, (byte R, byte G, byte B) actual, int tolerance)
    {
        var apart = Math.Max(Math.Abs(expected.R - actual.R), Math.Max(Math.Abs(expected.G - actual.G), Math.Abs(expected.B - actual.B)));
        Assert.True(apart <= tolerance, $"expected {expected}, is {actual}");
    }

    private sealed record Renditions(NormalisedPhotograph Photograph, PhotographRefusal? Refusal, byte[] Original, byte[] Work, byte[] Thumbnail);
}
