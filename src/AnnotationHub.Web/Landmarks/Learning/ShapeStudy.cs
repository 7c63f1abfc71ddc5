using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>
/// Lets projects learn how their faces differ, from the faces that were accepted: ghosts fit a client's people better than the model
/// that ships with the scheme. The same faces give the same model.
/// </summary>
internal sealed class ShapeStudy(ProjectShapes shapes, IOptions<ShapeStudyOptions> options)
{
    /// <summary>One round; answers how many projects have learned.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var learned = 0;
        foreach (var project in await shapes.DueAsync(options.Value.LeastFaces, cancellation))
        {
            if (ShippedSchemes.Find(project.SchemeKey) is not { } scheme) continue;
            var faces = await shapes.FacesAsync(project.Id, options.Value.MostFaces, cancellation);
            // A second or two of arithmetic: not on a thread that requests wait for.
            var model = await Task.Run(() => ShapeLearning.Learn(scheme, faces, ShapeModelFile.Shipped(scheme.Key)), cancellation);
            await shapes.KeepAsync(project, model, faces.Count, now, cancellation);
            if (model is not null) learned++;
        }

        return learned;
    }
}
