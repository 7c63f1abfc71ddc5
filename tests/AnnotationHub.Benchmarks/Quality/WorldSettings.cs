namespace AnnotationHub.Benchmarks.Quality;

/// <summary>
/// What the simulated world is like (quality design, section 5). Lengths in pixels of faces with 100 px between the outer eye corners, so
/// about per cent of the normalising distance.
/// </summary>
internal sealed record WorldSettings
{
    public int Seed { get; init; } = 1;

    public int Faces { get; init; } = 2_000;

    public int Annotators { get; init; } = 60;

    /// <summary>Labels generated for each face; methods use the first K of them.</summary>
    public int Labels { get; init; } = 5;

    public double MedianSigma { get; init; } = 2;

    public double SigmaSpread { get; init; } = 0.45;

    public double BiasSigma { get; init; } = 1;

    /// <summary>Share of a landmark's variance across the curve that the whole group of one label shares as a shift.</summary>
    public double SharedShift { get; init; } = 0.35;

    public double DifficultySpread { get; init; } = 0.25;

    public double SwapShare { get; init; } = 0.05;

    public int Sloppy { get; init; } = 5;

    public double SloppyShare { get; init; } = 0.2;

    public int RandomShapeSpammers { get; init; } = 1;

    public int MeanShapeSpammers { get; init; } = 1;

    public double SlipShare { get; init; } = 0.003;

    /// <summary>Degrees of freedom of Student's t for the noise, scaled to the same variance (to the same quartiles below 3); 0 for normal noise.</summary>
    public double TailFreedom { get; init; }

    /// <summary>Share of faces and groups on which most annotators make the same mistake: beyond the estimator's assumptions.</summary>
    public double SharedBlunders { get; init; }

    /// <summary>Share of faces turned to near profile.</summary>
    public double Profiles { get; init; }

    /// <summary>Share of faces with one hidden group, which some leave out and others guess.</summary>
    public double Occlusions { get; init; }

    /// <summary>Whether annotators learn (twice the noise at first) and tire (more noise towards the end of every hundred labels).</summary>
    public bool LearnAndTire { get; init; }
}
