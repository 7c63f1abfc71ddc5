using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Earnings;

/// <summary>An annotator's points fitted into a drawing (or laid on the photograph, where there is one), and the scheme's lines between them.</summary>
public sealed class FaceDrawing
{
    /// <summary>Width and height of the drawing, in its own units.</summary>
    public const int Size = 400;
    private const int Margin = 20;

    public FaceDrawing(FaceEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var scheme = ShippedSchemes.Find(evidence.SchemeKey);
        var marked = evidence.Marks.Select(m => m.Landmark).ToHashSet();
        var placed = evidence.Landmarks.Select((l, i) => (Index: i, l.Point, l.HasPosition)).Where(l => l.HasPosition).ToList();
        if (placed.Count == 0) return;
        var (left, top) = (placed.Min(p => p.Point.X), placed.Min(p => p.Point.Y));
        var extent = Math.Max(1, Math.Max(placed.Max(p => p.Point.X) - left, placed.Max(p => p.Point.Y) - top));
        var (scale, margin) = ((Size - 2 * Margin) / extent, (double)Margin);
        if (evidence.Photograph?.View is { } view)
        {
            (left, top, margin) = (view.X, view.Y, 0);
            scale = Size / (double)Math.Max(view.Width, view.Height);
            (Width, Height) = (view.Width * scale, view.Height * scale);
        }

        var at = placed.ToDictionary(p => p.Index, p => new Dot(margin + ((p.Point.X - left) * scale), margin + ((p.Point.Y - top) * scale), marked.Contains(p.Index)));
        Dots = [.. at.Values.OrderBy(d => d.IsMarked)];
        Lines =
        [
            .. (scheme?.Contours ?? []).Select(c => new Line(
                [.. (c.Closed ? c.Landmarks.Append(c.Landmarks[0]) : c.Landmarks).Where(at.ContainsKey).Select(i => at[i])])),
        ];
    }

    public double Width { get; } = Size;

    public double Height { get; } = Size;

    public IReadOnlyList<Dot> Dots { get; } = [];

    public IReadOnlyList<Line> Lines { get; } = [];

    public sealed record Dot(double X, double Y, bool IsMarked);

    public sealed record Line(IReadOnlyList<Dot> Dots);
}
