namespace AnnotationHub.Domain.Landmarks;

/// <summary>The names of <see cref="LandmarkKind"/> in scheme files and on the wire.</summary>
public static class LandmarkKindWire
{
    public static string Name(LandmarkKind kind) => kind switch
    {
        LandmarkKind.Contour => "contour",
        LandmarkKind.Brow => "brow",
        LandmarkKind.Nose => "nose",
        LandmarkKind.Eye => "eye",
        LandmarkKind.Mouth => "mouth",
        LandmarkKind.Pupil => "pupil",
        LandmarkKind.Cheekbone => "cheekbone",
    };

    /// <summary>Null for a name that is none of them; names are case-sensitive.</summary>
    public static LandmarkKind? Parse(string? name)
    {
        foreach (var kind in Enum.GetValues<LandmarkKind>())
        {
            if (Name(kind) == name)
                return kind;
        }

        return null;
    }
}
