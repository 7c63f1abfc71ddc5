namespace AnnotationHub.Browser.Tests.Hosting;

/// <summary>Tests that drive the browser run one after the other, in one browser process.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's word for it.
public sealed class ChromiumCollection : ICollectionFixture<ChromiumBrowser>
#pragma warning restore CA1711
{
    public const string Name = "Chromium";
}
