using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>Configuration section <c>Shapes</c>: when projects learn how their faces differ.</summary>
public sealed record ShapeStudyOptions
{
    public const string Section = "Shapes";

    /// <summary>How often projects are looked through for enough new faces.</summary>
    [Range(0.1, 24 * 3600)]
    public double StudySeconds { get; set; } = 600;

    /// <summary>Accepted faces from which a project learns first.</summary>
    [Range(10, 10_000)]
    public int LeastFaces { get; set; } = 30;

    /// <summary>The newest accepted faces that are learned from; more make no better model, only a slower one.</summary>
    [Range(10, 5_000)]
    public int MostFaces { get; set; } = 400;

    public TimeSpan StudyInterval => TimeSpan.FromSeconds(StudySeconds);
}
