using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Tasks.Claims;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Gold;

/// <summary>
/// Takes a known face out by rule when several good annotators contradict it together: what they agree on lies further from its truth than
/// chance allows (<see cref="GoldMisfit"/>). Takes part in the caller's unit.
/// </summary>
internal sealed class GoldRetirement(KnownFaceWithdrawal withdrawal, IOptions<GoldOptions> gold, IOptions<FlagOptions> flags)
{
    /// <summary>First submissions that are looked through for good annotators.</summary>
    private const int Latest = 12;

    private const string KeepSql =
        """
        INSERT INTO gold_retirement (task_id, landmarks, misfit, annotators, retired_at)
        VALUES (@taskId, @landmarks, @misfit, @annotators, @now)
        """;

    /// <param name="latest">The submission that has just come, against the truth.</param>
    /// <returns>Whom to tell; null where the face stays known.</returns>
    public async Task<IReadOnlyList<SettledChange>?> RetireIfContradictedAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<PlacedLandmark> truth, TruthComparison latest, DateTimeOffset now)
    {
        if (face.Truth is not { } believed || latest.WorstFirst.All(d => d.WithinTolerance)) return null;
        var population = await Populations.FindAsync(session, face.Scheme);
        var labels = await GoodLabelsAsync(session, face, population);
        if (labels.Count < gold.Value.RetireAfter) return null;
        var misfit = GoldMisfit.Of(face.Scheme, ConsensusEstimator.Estimate(population, labels, face.Box), truth);
        if (!misfit.IsContradicted) return null;
        await session.ExecuteAsync(KeepSql, new { taskId = face.Id, landmarks = believed, misfit = misfit.Deviations, annotators = labels.Count, now });
        return await withdrawal.RunAsync(session, face, supervisor: null, now);
    }

    private async Task<IReadOnlyList<FaceLabel>> GoodLabelsAsync(DbSession session, FaceToSettle face, PopulationModel population)
    {
        var labels = new List<FaceLabel>();
        foreach (var (annotationId, annotatorId, landmarks) in await GoldAttempts.LatestAsync(session, face.Id, Latest))
        {
            if (labels.Count == FaceLabels.MaximumLabels) break;
            var record = await AnnotatorRecord.LoadAsync(session, annotatorId, face.SchemeKey);
            // What this face itself says of the annotator is what is in question.
            if (await LabelEvidence.FindAsync(session, annotationId) is { } here) record.TakeOff(here.Label);
            var parameters = record.Parameters(population);
            if (IsGood(record, parameters, population)) labels.Add(new FaceLabel(landmarks, parameters));
        }

        return labels;
    }

    /// <summary>Enough labels to know the hand by, and none of what would be shown to a person.</summary>
    private bool IsGood(AnnotatorRecord record, AnnotatorParameters parameters, PopulationModel population) =>
        record.Labels >= flags.Value.LeastLabels
        && parameters.Slope >= flags.Value.LeastSlope
        && parameters.GrossShare <= flags.Value.GrossShare
        && parameters.Sigma <= flags.Value.SigmaOverMedian * population.Sigma;
}
