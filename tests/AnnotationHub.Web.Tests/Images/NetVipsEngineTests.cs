#if !IMAGE_SHARP
using AnnotationHub.Web.Images;
using NetVips;

namespace AnnotationHub.Web.Tests.Images;

public sealed class NetVipsEngineTests : PhotographEngineTests
{
    protected override IPhotographEngine Engine { get; } = new NetVipsEngine();

    protected override (byte R, byte G, byte B) PixelOf(byte[] picture, int x, int y)
    {
        using var image = Image.NewFromBuffer(picture);
        var pixel = image.Getpoint(x, y);
        return ((byte)pixel[0], (byte)pixel[1], (byte)pixel[2]);
    }
}
#endif
