namespace AnnotationHub.Web.Supervision;

/// <summary>Marks the texts of this capability: <c>SupervisionTexts.resx</c> (Chinese) and <c>SupervisionTexts.en.resx</c>.</summary>
public sealed class SupervisionTexts;
