using AnnotationHub.Domain.Datasets.Import;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>What was wrong with a landmark file, as a line of the report.</summary>
internal static class LandmarkProblemText
{
    /// <summary>Gaps: line, element, what stands there, what was expected.</summary>
    public static ReportText Of(LandmarkFileProblem problem) =>
        new($"LandmarkProblem.{problem.Code}", problem.Line ?? 1, problem.Element, problem.Found ?? "", problem.Expected ?? "");
}
