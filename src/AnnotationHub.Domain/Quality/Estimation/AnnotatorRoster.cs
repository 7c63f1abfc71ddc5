namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>The records of all annotators of a run, by index, with their parameters as the expectation step uses them.</summary>
internal sealed class AnnotatorRoster
{
    private readonly List<AnnotatorSkill> skills = [];
    private readonly List<AnnotatorWeights> weights = [];
    private readonly AnnotatorWeights newcomer;

    public AnnotatorRoster(PopulationModel population) => newcomer = AnnotatorWeights.Of(AnnotatorParameters.From(new AnnotatorSkill(), population));

    public int Count => skills.Count;

    public AnnotatorSkill Skill(int annotator)
    {
        Grow(annotator);
        return skills[annotator];
    }

    public AnnotatorWeights Weights(int annotator)
    {
        Grow(annotator);
        return weights[annotator];
    }

    /// <summary>Takes the annotator's record as it is now for what follows.</summary>
    public void Refresh(int annotator, PopulationModel population) => Weights(annotator).Set(AnnotatorParameters.From(skills[annotator], population));

    public void RefreshAll(PopulationModel population)
    {
        newcomer.Set(AnnotatorParameters.From(new AnnotatorSkill(), population));
        for (var w = 0; w < skills.Count; w++) Refresh(w, population);
    }

    /// <summary>Forgets what is in the records, but not the parameters.</summary>
    public void ClearSums()
    {
        for (var w = 0; w < skills.Count; w++) skills[w] = new AnnotatorSkill();
    }

    private void Grow(int annotator)
    {
        while (skills.Count <= annotator)
        {
            skills.Add(new AnnotatorSkill());
            weights.Add(newcomer.Copy());
        }
    }
}
