namespace AnnotationHub.Web.Hosting;

/// <summary>Marks the texts of the error pages.</summary>
public sealed class ErrorTexts;
