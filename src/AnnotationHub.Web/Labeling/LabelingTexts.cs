namespace AnnotationHub.Web.Labeling;

/// <summary>The hub's sentences.</summary>
public sealed class LabelingTexts;
