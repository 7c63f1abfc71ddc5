namespace AnnotationHub.Domain.Landmarks;

/// <summary>
/// That the mirror maps groups onto groups and contours onto contours. Without it a face swapped left for right could not be
/// told from, or turned into, a right one group by group.
/// </summary>
internal static class MirroredLines
{
    public static IEnumerable<SchemeFault> Faults(SchemeFile file)
    {
        var groups = file.Groups.Select(g => (g.Kind, Members: g.Landmarks.ToHashSet())).ToList();
        foreach (var g in file.Groups)
        {
            var mirrored = g.Landmarks.Select(i => file.Landmarks[i].Mirror).ToHashSet();
            if (!groups.Exists(o => o.Kind == g.Kind && o.Members.SetEquals(mirrored)))
                yield return SchemeCheck.Fault(SchemeRule.MirroredLines, $"组“{g.Key}”的镜像须是一个同类的组", $"The mirror of group '{g.Key}' must be a group of the same kind");
        }

        var contours = file.Contours.Select(c => (c.Closed, Steps: Steps(c.Landmarks, c.Closed))).ToList();
        foreach (var c in file.Contours)
        {
            var mirrored = Steps([.. c.Landmarks.Select(i => file.Landmarks[i].Mirror)], c.Closed);
            if (!contours.Exists(o => o.Closed == c.Closed && o.Steps.SetEquals(mirrored)))
                yield return SchemeCheck.Fault(SchemeRule.MirroredLines, $"线“{c.Key}”的镜像须是一条线，相邻的点仍相邻", $"The mirror of contour '{c.Key}' must be a contour in which neighbours stay neighbours");
        }
    }

    /// <summary>The undirected steps of a line: two lines with the same ones are the same, wherever they begin.</summary>
    private static HashSet<(int, int)> Steps(IReadOnlyList<int> line, bool closed)
    {
        var steps = new HashSet<(int, int)>();
        for (var i = closed ? 0 : 1; i < line.Count; i++)
        {
            var (a, b) = (line[(i + line.Count - 1) % line.Count], line[i]);
            steps.Add((Math.Min(a, b), Math.Max(a, b)));
        }

        return steps;
    }
}
