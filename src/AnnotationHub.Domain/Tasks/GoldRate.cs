namespace AnnotationHub.Domain.Tasks;

/// <summary>How often known faces are mixed in (quality design 4.5): more for those of whom little is known, or whose work has changed.</summary>
/// <param name="AdmissionFaces">Known faces that everyone gets first, between others.</param>
/// <param name="AdmissionShare">Share of faces that are known until then, 0 to 1.</param>
/// <param name="EarlyLabels">Labels during which <paramref name="EarlyShare"/> holds.</param>
/// <param name="EarlyShare">Share of faces that are known then.</param>
/// <param name="LaterShare">Share of faces that are known afterwards.</param>
/// <param name="DriftShare">Share while a control chart is out of its limits; the larger one counts.</param>
public sealed record GoldRate(
    int AdmissionFaces = 5, double AdmissionShare = 0.5, int EarlyLabels = 100, double EarlyShare = 0.05, double LaterShare = 0.02, double DriftShare = 0.2)
{
    /// <summary>Share of the next faces of an annotator that are to be known ones, 0 to 1.</summary>
    public double ShareOf(in GoldRecord record)
    {
        if (IsAdmission(record)) return AdmissionShare;
        var ordinary = record.Faces < EarlyLabels ? EarlyShare : LaterShare;
        return record.IsDrifting ? Math.Max(ordinary, DriftShare) : ordinary;
    }

    /// <summary>Whether the annotator is still being got to know: then a known face is better than none.</summary>
    public bool IsAdmission(in GoldRecord record) => record.GoldFaces < AdmissionFaces;
}

/// <summary>What the rate goes by, in one scheme.</summary>
/// <param name="Faces">Faces handed out so far, known ones included.</param>
/// <param name="GoldFaces">Known ones of them.</param>
/// <param name="IsDrifting">A control chart is out of its limits.</param>
public readonly record struct GoldRecord(int Faces, int GoldFaces, bool IsDrifting);
