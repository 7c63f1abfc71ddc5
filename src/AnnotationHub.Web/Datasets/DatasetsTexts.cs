namespace AnnotationHub.Web.Datasets;

/// <summary>Marks the texts of the releases' pages.</summary>
public sealed class DatasetsTexts;
