namespace AnnotationHub.Web.Hosting;

/// <summary>Marks the titles of the general problems; the keys are the problems' names.</summary>
public sealed class ProblemTexts;
