namespace AnnotationHub.Web.Hosting;

/// <summary>Marks the texts that stand on every page.</summary>
public sealed class LayoutTexts;
