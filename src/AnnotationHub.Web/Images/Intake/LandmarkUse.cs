namespace AnnotationHub.Web.Images.Intake;

/// <summary>What the landmark files of an upload are taken for; <c>?landmarks=</c>.</summary>
public enum LandmarkUse
{
    /// <summary>Their boxes say where the faces are; landmarks are not used.</summary>
    Boxes,

    /// <summary>Their landmarks are the truth: known faces, hidden from annotators, that measure them.</summary>
    Gold,

    /// <summary>Their landmarks are shown to the annotator to begin with.</summary>
    Prelabel,
}

internal static class LandmarkUses
{
    /// <summary>By its name, in any case; boxes where nothing is said. False for anything else, numbers too.</summary>
    public static bool TryParse(string? name, out LandmarkUse use)
    {
        use = LandmarkUse.Boxes;
        return name is null || (Enum.TryParse(name, ignoreCase: true, out use) && Enum.IsDefined(use) && char.IsAsciiLetter(name[0]));
    }
}
