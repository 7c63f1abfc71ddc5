using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Audits;

/// <summary>What makes an accepted face defective however small its error is.</summary>
public enum HardFlag
{
    /// <summary>Left and right were exchanged in a group of landmarks.</summary>
    SidesSwapped,

    /// <summary>The supervisor asked for the face to be labelled anew: nothing of it can be used.</summary>
    Unusable,
}

/// <summary>What a supervisor's second look at an accepted face came to.</summary>
/// <param name="ErrorPercent">Mean distance of what was accepted from what the supervisor decided, per cent of the normalising distance.</param>
/// <param name="IsDefective">The error is above the project's limit, or there is a hard flag.</param>
public sealed record AuditFinding(double ErrorPercent, HardFlag? Flag, bool IsDefective)
{
    /// <summary>What was accepted stands.</summary>
    public static AuditFinding Stands { get; } = new(0, null, false);

    /// <param name="accepted">One entry for each landmark of the scheme.</param>
    /// <param name="adjudicated">The same, as the supervisor decided; null where the face is to be labelled anew.</param>
    /// <param name="box">For faces too sparse to measure.</param>
    /// <param name="defectPercent">The project's limit.</param>
    public static AuditFinding Of(
        LandmarkScheme scheme, IReadOnlyList<PlacedLandmark> accepted, IReadOnlyList<PlacedLandmark>? adjudicated, FaceBox box, double defectPercent)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        if (adjudicated is null) return new AuditFinding(0, HardFlag.Unusable, true);
        var distancePx = FaceNormalizer.Distance(scheme, l => Position(adjudicated, l), box);
        var error = NormalizedMeanError.Percent(accepted, adjudicated, distancePx);
        var wasSwapped = LeftRightOrder.SwappedGroups(scheme, l => Position(accepted, l)).Count > LeftRightOrder.SwappedGroups(scheme, l => Position(adjudicated, l)).Count;
        return new AuditFinding(error, wasSwapped ? HardFlag.SidesSwapped : null, wasSwapped || error > defectPercent);
    }

    private static ImagePoint? Position(IReadOnlyList<PlacedLandmark> landmarks, int index) =>
        landmarks[index].HasPosition ? landmarks[index].Point : null;
}
