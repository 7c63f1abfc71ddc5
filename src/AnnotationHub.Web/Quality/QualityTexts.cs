namespace AnnotationHub.Web.Quality;

/// <summary>Marks the texts of this capability: <c>QualityTexts.resx</c> (Chinese) and <c>QualityTexts.en.resx</c>.</summary>
public sealed class QualityTexts;
