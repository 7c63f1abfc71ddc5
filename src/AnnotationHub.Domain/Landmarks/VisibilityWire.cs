namespace AnnotationHub.Domain.Landmarks;

/// <summary>The names of <see cref="Visibility"/> in the outside contract.</summary>
public static class VisibilityWire
{
    public static string Name(Visibility visibility) => visibility switch
    {
        Visibility.Visible => "visible",
        Visibility.SelfOccluded => "selfOccluded",
        Visibility.Occluded => "occluded",
        Visibility.Outside => "outside",
        Visibility.Absent => "absent",
    };

    /// <summary>Null for a name that no caller may send; names are case-sensitive.</summary>
    public static Visibility? Parse(string? name) => name switch
    {
        "visible" => Visibility.Visible,
        "selfOccluded" => Visibility.SelfOccluded,
        "occluded" => Visibility.Occluded,
        "outside" => Visibility.Outside,
        _ => null,
    };
}
