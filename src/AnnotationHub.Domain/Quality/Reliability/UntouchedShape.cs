using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>Whether a label is little more than the shape that the program had proposed.</summary>
public static class UntouchedShape
{
    /// <summary>Nearer to the proposal than this, in pixels of the photograph, a landmark has not been moved.</summary>
    private const double MovedPx = 0.05;

    /// <summary>A proposal is never so good that nine landmarks in ten need no hand.</summary>
    private const double SuspiciousShare = 0.9;

    private const int LeastLandmarks = 5;

    /// <summary>Share of the landmarks that both have which still lie where the program had put them; 0 where there are none.</summary>
    public static double Share(IReadOnlyList<PlacedLandmark> label, IReadOnlyList<PlacedLandmark> proposal)
    {
        var (untouched, placed) = Count(label, proposal);
        return placed == 0 ? 0 : (double)untouched / placed;
    }

    /// <summary>Whether a person should look.</summary>
    public static bool IsSuspicious(IReadOnlyList<PlacedLandmark> label, IReadOnlyList<PlacedLandmark> proposal)
    {
        var (untouched, placed) = Count(label, proposal);
        return placed >= LeastLandmarks && untouched >= SuspiciousShare * placed;
    }

    /// <summary>Whether a person should look, by how far each landmark was moved from where it was suggested.</summary>
    /// <param name="movedPx">By landmark, pixels of the photograph; null where nothing was suggested.</param>
    public static bool IsSuspicious(IReadOnlyList<double?> movedPx)
    {
        ArgumentNullException.ThrowIfNull(movedPx);
        var suggested = movedPx.Count(m => m is not null);
        return suggested >= LeastLandmarks && movedPx.Count(IsUntouched) >= SuspiciousShare * suggested;
    }

    /// <summary>Whether there was a suggestion at all, for enough landmarks to say anything.</summary>
    public static bool IsSuggested(IReadOnlyList<double?> movedPx)
    {
        ArgumentNullException.ThrowIfNull(movedPx);
        return movedPx.Count(m => m is not null) >= LeastLandmarks;
    }

    /// <summary>Suggested, and left there.</summary>
    /// <param name="movedPx">Null where nothing was suggested.</param>
    public static bool IsUntouched(double? movedPx) => movedPx < MovedPx;

    private static (int Untouched, int Placed) Count(IReadOnlyList<PlacedLandmark> label, IReadOnlyList<PlacedLandmark> proposal)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(proposal);
        var (untouched, placed) = (0, 0);
        for (var l = 0; l < Math.Min(label.Count, proposal.Count); l++)
        {
            if (!label[l].HasPosition || !proposal[l].HasPosition) continue;
            placed++;
            if (label[l].Point.DistanceTo(proposal[l].Point) < MovedPx) untouched++;
        }

        return (untouched, placed);
    }
}
