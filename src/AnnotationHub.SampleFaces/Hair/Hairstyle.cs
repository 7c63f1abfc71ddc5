namespace AnnotationHub.SampleFaces.Hair;

/// <summary>The cut of the head hair.</summary>
internal enum Cut
{
    None,
    Buzzed,
    Short,
    SidePart,
    Bob,
    Long,
    TiedBack,
    Curly,
}

/// <summary>How the hair of one head is cut and combed. Lengths in mm.</summary>
internal sealed record Hairstyle(Cut Cut)
{
    /// <summary>Where the hair parts, across the head, −1 the person's right to 1 the left.</summary>
    public float Part { get; init; } = 0.35f;

    /// <summary>How far hair falls over the forehead; 0 is none.</summary>
    public float FringeLength { get; init; }

    /// <summary>Hair combed forward over one cheek: −1 the right one, 1 the left one, 0 neither.</summary>
    public int OverCheek { get; init; }

    /// <summary>Hair hangs before the ears rather than behind them.</summary>
    public bool OverEars { get; init; }

    /// <summary>How far the hairline has moved back, in mm.</summary>
    public float Receding { get; init; }

    public float Wave { get; init; }

    public float LengthFactor { get; init; } = 1;

    /// <summary>Length of the full beard; 0 is none.</summary>
    public float Beard { get; init; }

}
