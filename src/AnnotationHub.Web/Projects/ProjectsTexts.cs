namespace AnnotationHub.Web.Projects;

/// <summary>Marks the texts about projects and their faces.</summary>
public sealed class ProjectsTexts;
