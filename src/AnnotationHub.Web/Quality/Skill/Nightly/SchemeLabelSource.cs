using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>
/// The faces of a scheme as the estimator reads them, again and again. It pulls, so that a page is waited for on the thread that the whole
/// re-estimation has to itself.
/// </summary>
internal sealed class SchemeLabelSource(
    SchemeFaces faces, IReadOnlyList<Guid> projects, IReadOnlyDictionary<Guid, int> annotators, Action beforePage, CancellationToken cancellation) : ILabelSource
{
    private readonly Queue<(SchemeFace Face, int From)> page = [];
    private int project;
    private Guid after;

    /// <summary>Labels read in the pass so far.</summary>
    public long Labels { get; private set; }

    public void Rewind()
    {
        page.Clear();
        (project, after, Labels) = (0, Guid.Empty, 0);
    }

    public bool Next(FaceLabels face)
    {
        while (page.Count == 0)
        {
            if (project >= projects.Count) return false;
            Turn();
        }

        var (next, from) = page.Dequeue();
        face.Clear();
        face.Box = next.Box;
        if (next.Truth is { } truth) face.SetTruth(truth);
        foreach (var label in next.Labels.Skip(from).Take(FaceLabels.MaximumLabels))
        {
            // Who came after it had begun is left to the next night.
            if (!annotators.TryGetValue(label.AnnotatorId, out var index)) continue;
            face.Add(index, label.Landmarks);
            Labels++;
        }

        return true;
    }

    private void Turn()
    {
        beforePage();
        var (read, end) = faces.PageAsync(projects[project], after, cancellation).GetAwaiter().GetResult();
        if (end == after) (project, after) = (project + 1, Guid.Empty);
        else after = end;
        // A known face may have any number of labels: each five of them are a face of their own, against the same truth.
        foreach (var face in read)
            for (var from = 0; from < face.Labels.Count; from += FaceLabels.MaximumLabels) page.Enqueue((face, from));
    }
}
