using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Flags;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>
/// Keeps the annotators' records, in the unit of the submission: each label's part replaces what it counted for before, so that a record is
/// always exactly the sum of its labels. Then looks whether there is anything for a person to see.
/// </summary>
internal sealed class SkillUpdates(SkillWatch watch, CopyingWatch copying)
{
    /// <summary>The labels of an ordinary face, as they lie beside the consensus of all of them.</summary>
    public async Task OfFaceAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, FaceConsensus consensus, DateTimeOffset now)
    {
        // One label has nothing to be compared with.
        if (consensus.Labels.Length < 2) return;
        var population = await Populations.FindAsync(session, face.Scheme);
        var before = new Dictionary<Guid, AnnotatorParameters>();
        var isNew = new bool[consensus.Labels.Length];
        // Always in the same order, so that two faces of the same people do not wait for each other.
        foreach (var k in Enumerable.Range(0, consensus.Labels.Length).OrderBy(k => standing[k].AnnotatorId))
        {
            var record = await AnnotatorRecord.LoadAsync(session, standing[k].AnnotatorId, face.SchemeKey);
            before[standing[k].AnnotatorId] = record.Parameters(population);
            isNew[k] = await CountAsync(session, face, standing[k], record, CountedLabel.Ordinary(consensus.Labels[k]), before[standing[k].AnnotatorId], population, now);
        }

        await copying.LookAsync(session, face, standing, consensus.DistancePx, before, isNew, now);
    }

    /// <summary>A label of a known face, against its truth.</summary>
    public async Task OfKnownFaceAsync(
        DbSession session, FaceToSettle face, StandingAnnotation annotation, IReadOnlyList<Domain.Landmarks.PlacedLandmark> truth, bool isPassed, DateTimeOffset now)
    {
        var population = await Populations.FindAsync(session, face.Scheme);
        var record = await AnnotatorRecord.LoadAsync(session, annotation.AnnotatorId, face.SchemeKey);
        var before = record.Parameters(population);
        var fit = ConsensusEstimator.AgainstTruth(population, new FaceLabel(annotation.Placed, before), truth, face.Box);
        await CountAsync(session, face, annotation, record, CountedLabel.Known(fit, isPassed), before, population, now);
    }

    private async Task<bool> CountAsync(
        DbSession session, FaceToSettle face, StandingAnnotation annotation, AnnotatorRecord record, CountedLabel label, AnnotatorParameters before,
        PopulationModel population, DateTimeOffset now)
    {
        var old = await LabelEvidence.FindAsync(session, annotation.Id);
        if (old is { } counted) record.TakeOff(counted.Label);
        record.Add(label);
        // A label comes on the charts once, and only a whole one: disputed landmarks are no fair sample.
        var isNew = old is null;
        if (isNew && label.Evidence.Points >= face.Scheme.Count / 2.0)
            record.Chart(DriftSample.Of(new LabelFit(0, 1, [], label.Evidence) { NoiseRatio = label.NoiseRatio }, before), now);
        await LabelEvidence.WriteAsync(session, annotation.Id, annotation.AnnotatorId, face.SchemeKey, label, now);
        await record.SaveAsync(session, now);
        if (isNew) await watch.LookAsync(session, face, annotation.AnnotatorId, record, population, now);
        return isNew;
    }
}
