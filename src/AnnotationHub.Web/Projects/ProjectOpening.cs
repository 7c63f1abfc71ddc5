using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Earnings.Prices;

namespace AnnotationHub.Web.Projects;

/// <summary>Opens projects whose price reaches the wage floor at the usual time of a face, or which an administrator has signed.</summary>
public sealed class ProjectOpening(ProjectStore projects, PriceDesk prices)
{
    public async Task<ProjectMove> OpenAsync(Project project, CancellationToken cancellation = default)
    {
        var preview = await PreviewAsync(project, cancellation);
        return await projects.MoveAsync(project.Id, ProjectState.Open, preview?.NeedsSignature == true, cancellation);
    }

    /// <summary>Null for a scheme that this program does not know.</summary>
    public async Task<PricePreview?> PreviewAsync(Project project, CancellationToken cancellation = default) =>
        ShippedSchemes.Find(project.SchemeKey) is { } scheme ? await prices.PreviewAsync(scheme, project.Price, cancellation) : null;
}
