namespace AnnotationHub.SampleFaces.Anatomy;

/// <summary>
/// What makes one face different from another, and its expression. Lengths are offsets from the standard face in millimetres,
/// "Amount"s run from 0 to 1. The standard face has its eyes at y = 0, x to its left (image right), z out of its front.
/// </summary>
internal sealed record FaceTraits
{
    /// <summary>Width, height and depth of the whole head against the standard one.</summary>
    public float Width { get; init; } = 1;

    public float Height { get; init; } = 1;

    public float Depth { get; init; } = 1;

    public float JawWidth { get; init; }

    public float ChinLength { get; init; }

    public float ChinForward { get; init; }

    public float ChinWidth { get; init; }

    public float CheekBone { get; init; }

    public float CheekFullness { get; init; }

    public float BrowRidge { get; init; }

    public float ForeheadSlope { get; init; }

    public float NoseLength { get; init; }

    public float NoseWidth { get; init; }

    public float NoseBridge { get; init; }

    public float NoseTip { get; init; }

    public float EyeSpacing { get; init; }

    /// <summary>Factor of the eyes' width and height.</summary>
    public float EyeSize { get; init; } = 1;

    /// <summary>Outer corner above the inner one.</summary>
    public float EyeTilt { get; init; } = 2;

    /// <summary>1 is open as at rest, 0 closed.</summary>
    public float EyeOpenAmount { get; init; } = 1;

    /// <summary>Height of the upper lid's fold; 0 is a single lid.</summary>
    public float LidFold { get; init; } = 3.5f;

    public float BrowHeight { get; init; }

    public float BrowThickness { get; init; }

    public float BrowArch { get; init; }

    /// <summary>Raises the inner ends: worry, surprise.</summary>
    public float BrowInnerRaise { get; init; }

    public float MouthWidth { get; init; }

    public float MouthHeight { get; init; }

    public float UpperLip { get; init; }

    public float LowerLip { get; init; }

    public float SmileAmount { get; init; }

    /// <summary>Gap between the lips; the jaw drops with it.</summary>
    public float MouthOpen { get; init; }

    public float EarSize { get; init; } = 1;

    public float NeckWidth { get; init; }

    public float AgeAmount { get; init; }

    /// <summary>Small crookedness that every face has.</summary>
    public float Crooked { get; init; }
}
