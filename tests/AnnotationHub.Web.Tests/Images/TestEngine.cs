using AnnotationHub.Web.Images;

namespace AnnotationHub.Web.Tests.Images;

/// <summary>The engine of this build.</summary>
internal static class TestEngine
{
#if IMAGE_SHARP
    public static IPhotographEngine Create() => new ImageSharpEngine();
#else
    public static IPhotographEngine Create() => new NetVipsEngine();
#endif
}
