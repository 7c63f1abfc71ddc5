using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>
/// One face at our workbench, begun by three clicks: which marks stand where, which have been passed by or confirmed, and what a click
/// would move. The workbench's own rules (src/AnnotationHub.Workbench: labeling/ghosts.ts, canvas/aim.ts), in screen pixels.
/// </summary>
public sealed class StartingShape(ShapeModel model, LandmarkScheme scheme)
{
    private const double GrabPx = 4;
    private const double GroupReachPx = 60;
    private const double PassedHandicap = 2;

    private readonly Dictionary<int, ImagePoint> placed = [];
    private readonly Dictionary<int, ImagePoint> held = [];
    private ImagePoint[] expected = [];

    public bool IsPlaced(int landmark) => placed.ContainsKey(landmark);

    /// <summary>Where the landmark's mark stands now.</summary>
    public ImagePoint this[int landmark] => placed.TryGetValue(landmark, out var at) ? at : held.TryGetValue(landmark, out at) ? at : expected[landmark];

    public ImagePoint[] Finished => [.. Enumerable.Range(0, scheme.Count).Select(l => placed[l])];

    /// <summary>A landmark gets its place: what comes before it in its group stays where it stands, the rest follows.</summary>
    public void Put(int landmark, ImagePoint at)
    {
        if (expected.Length > 0) PassTo(landmark);
        placed[landmark] = at;
        Expect();
    }

    /// <summary>What of a group is not placed stands right; answers how many those are.</summary>
    public int Confirm(LandmarkGroup group)
    {
        var rest = group.Landmarks.Where(l => !IsPlaced(l)).ToList();
        foreach (var (landmark, at) in rest.ConvertAll(l => (l, this[l]))) placed[landmark] = at;
        Expect();
        return rest.Count;
    }

    /// <summary>The landmark that a click there would move while a group is lit.</summary>
    public int Snapped(LandmarkGroup lit, ImagePoint click)
    {
        var grabbed = placed.Keys.Where(l => Person.Distance(placed[l], click) <= GrabPx).ToList();
        if (grabbed.Count > 0) return grabbed.MinBy(l => Person.Distance(placed[l], click));
        double Score(int l) => Person.Distance(this[l], click) * (held.ContainsKey(l) ? PassedHandicap : 1);
        var rest = lit.Landmarks.Where(l => !IsPlaced(l)).ToList();
        var nearest = rest.MinBy(Score);
        return rest.Count > 0 && Score(nearest) <= GroupReachPx ? nearest : Enumerable.Range(0, scheme.Count).MinBy(Score);
    }

    private void PassTo(int landmark)
    {
        var order = scheme.Groups.First(g => g.Landmarks.Contains(landmark)).Landmarks;
        var at = order.IndexOf(landmark);
        for (var i = 0; i < order.Length; i++)
        {
            if (i >= at || IsPlaced(order[i])) held.Remove(order[i]);
            else held[order[i]] = this[order[i]];
        }
    }

    private void Expect() => expected = model.Complete(placed) is { } face ? [.. face] : [];
}
