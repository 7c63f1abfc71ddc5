namespace AnnotationHub.Web.Trail;

/// <summary>Marker of the trail's texts.</summary>
public sealed class TrailTexts;
