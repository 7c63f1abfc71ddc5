using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Domain.Annotations;

/// <summary>
/// What is worth a second look before an annotation is submitted. Nothing here judges the annotator: each finding is a place to
/// look at, and all but a missing landmark can be acknowledged, because faces are not all alike.
/// </summary>
public static class SubmissionCheck
{
    /// <summary>How far beyond its box a face's landmark may lie, in box sizes: hair and chins go over, other faces are further.</summary>
    private const double BoxMargin = 1.0;

    /// <summary>Landmarks closer than this share of the normalising distance are on the same spot; real neighbours are at 2 % and more.</summary>
    private const double SameSpotShare = 0.002;

    /// <summary>Errors first, then in the order of the landmarks.</summary>
    public static IReadOnlyList<Finding> Run(CheckedFace face)
    {
        ArgumentNullException.ThrowIfNull(face);
        List<Finding> findings = [.. Missing(face), .. Misplaced(face), .. face.IsPartial ? [] : Swapped(face), .. Crossings(face)];
        findings.AddRange(Duplicates(face));
        // A few landmarks tell neither the face's sides nor its shape.
        if (face.IsPartial) return findings;
        // A swapped face fits no shape: one finding says it better than sixty.
        if (!findings.Exists(f => f.Code == FindingCode.Swapped)) findings.AddRange(OutOfShape(face));
        return findings;
    }

    private static IEnumerable<Finding> Missing(CheckedFace face) => face.Scheme.GuidedOrder
        .Where(l => face.Landmarks[l] is null && (face.Asked is null || face.Asked.Contains(l)))
        .Select(l => new Finding(FindingCode.Missing, l));

    private static IEnumerable<Finding> Misplaced(CheckedFace face)
    {
        var (marginX, marginY) = (face.Box.Width * BoxMargin, face.Box.Height * BoxMargin);
        for (var l = 0; l < face.Scheme.Count; l++)
        {
            if (face.Position(l) is not { } p) continue;
            if (p.X < 0 || p.Y < 0 || p.X > face.WidthPx || p.Y > face.HeightPx) yield return new Finding(FindingCode.OutOfPhotograph, l);
            else if (p.X < face.Box.X - marginX || p.X > face.Box.Right + marginX || p.Y < face.Box.Y - marginY || p.Y > face.Box.Bottom + marginY)
                yield return new Finding(FindingCode.FarFromFace, l);
        }
    }

    private static IEnumerable<Finding> Swapped(CheckedFace face)
    {
        var swapped = LeftRightOrder.SwappedGroups(face.Scheme, face.Position);
        return swapped.Select(g => new Finding(FindingCode.Swapped, g.Landmarks[0], Group: g.Key));
    }

    private static IEnumerable<Finding> Crossings(CheckedFace face) => face.Scheme.Contours
        .Select(c => (Contour: c, Crossing: CurveCrossing.First(c, face.Position)))
        .Where(c => c.Crossing is not null)
        .Select(c => new Finding(FindingCode.Crossing, c.Crossing!.Value.First, c.Crossing.Value.Second, c.Contour.Key));

    private static IEnumerable<Finding> Duplicates(CheckedFace face)
    {
        var placed = Enumerable.Range(0, face.Scheme.Count)
            .Where(l => face.Position(l) is not null)
            .Select(l => (Landmark: l, Point: face.Position(l)!.Value)).OrderBy(p => p.Point.X).ToList();
        var sameSpotPx = SameSpotShare * FaceNormalizer.Distance(face.Scheme, face.Position, face.Box);
        for (var i = 0; i < placed.Count; i++)
        {
            for (var j = i + 1; j < placed.Count && placed[j].Point.X - placed[i].Point.X <= sameSpotPx; j++)
            {
                if (placed[i].Point.DistanceTo(placed[j].Point) <= sameSpotPx)
                    yield return new Finding(FindingCode.Duplicate, Math.Min(placed[i].Landmark, placed[j].Landmark), Math.Max(placed[i].Landmark, placed[j].Landmark));
            }
        }
    }

    private static IEnumerable<Finding> OutOfShape(CheckedFace face) =>
        ShapeDeviation.Outliers(face.Scheme, face.Position).Select(l => new Finding(FindingCode.OutOfShape, l));
}
