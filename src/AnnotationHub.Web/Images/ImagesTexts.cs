namespace AnnotationHub.Web.Images;

/// <summary>Marks the texts about uploads and photographs.</summary>
public sealed class ImagesTexts;
