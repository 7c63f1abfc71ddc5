namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>The moving parts of a run, batch or online: one solver, everybody's records, and the sums of what all share.</summary>
internal sealed class EstimationRun
{
    /// <summary>Faces of difficulty 1 that are taken to have been seen before.</summary>
    private const double DifficultyPrior = 10;

    private readonly AnnotatorWeights[] by = new AnnotatorWeights[FaceLabels.MaximumLabels];
    private readonly AnnotatorSkill[] evidence = [.. Enumerable.Range(0, FaceLabels.MaximumLabels).Select(_ => new AnnotatorSkill())];
    private readonly ProfileSums profile;
    private readonly ShapeSums shapes;
    private readonly GoldSums gold = new();
    private double logDifficulties;
    private int faces;

    public EstimationRun(PopulationModel population)
    {
        Population = population;
        Roster = new AnnotatorRoster(population);
        Solver = new FaceSolver(population);
        (profile, shapes) = (new ProfileSums(population.Scheme.Count), new ShapeSums(population.Scheme.Count));
    }

    public PopulationModel Population { get; private set; }

    public AnnotatorRoster Roster { get; }

    public FaceSolver Solver { get; }

    public void ClearSums()
    {
        Roster.ClearSums();
        profile.Clear();
        shapes.Clear();
        (logDifficulties, faces) = (0, 0);
        gold.Clear();
    }

    public void Solve(FaceLabels face)
    {
        for (var k = 0; k < face.Count; k++) by[k] = Roster.Weights(face.Annotator(k));
        Solver.Solve(face, by);
    }

    /// <summary>Adds what the face just solved says to everybody's sums; the parameters stay.</summary>
    public void Learn(FaceLabels face)
    {
        for (var k = 0; k < face.Count; k++)
        {
            Solver.WriteEvidence(k, evidence[k]);
            Roster.Skill(face.Annotator(k)).Add(evidence[k]);
            if (face.HasTruth) gold.Add(face.Annotator(k), evidence[k]);
        }

        if (face.Count > 1) (logDifficulties, faces) = (logDifficulties + Math.Log(Solver.Difficulty), faces + 1);
        profile.Add(Solver.Profile);
        Solver.AddShape(shapes);
    }

    /// <summary>Step 4 for all: what is shared first, then each annotator within it.</summary>
    public void Reestimate()
    {
        Population = PopulationEstimate.Of(Population, Roster, gold, profile, shapes, Math.Exp(logDifficulties / (faces + DifficultyPrior)));
        Solver.Use(Population);
        Roster.RefreshAll(Population);
    }
}
