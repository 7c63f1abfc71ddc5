namespace AnnotationHub.Web.Labeling;

/// <summary>Marks the workbench's texts, which its script shares.</summary>
public sealed class WorkbenchTexts;
