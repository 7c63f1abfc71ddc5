namespace AnnotationHub.Web.Programme;

/// <summary>Marker of the programme's texts.</summary>
public sealed class ProgrammeTexts;
