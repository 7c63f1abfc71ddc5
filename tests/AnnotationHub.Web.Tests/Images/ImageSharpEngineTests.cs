using AnnotationHub.Web.Images;
#if IMAGE_SHARP
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
#endif

namespace AnnotationHub.Web.Tests.Images;

#if IMAGE_SHARP
public sealed class ImageSharpEngineTests : PhotographEngineTests
{
    protected override IPhotographEngine Engine { get; } = new ImageSharpEngine();

    protected override (byte R, byte G, byte B) PixelOf(byte[] picture, int x, int y)
    {
        using var image = Image.Load<Rgb24>(picture);
        var pixel = image[x, y];
        return (pixel.R, pixel.G, pixel.B);
    }
}
#else
public sealed class ImageSharpEngineTests
{
    [Fact]
    public void Normalise_OnImageSharp_IsTestedInTheBuildThatHasIt() => Assert.Skip(
        $"built with {nameof(NetVipsEngine)}; where the registry serves SixLabors.ImageSharp, test with -p:ImageEngine=ImageSharp");
}
#endif
