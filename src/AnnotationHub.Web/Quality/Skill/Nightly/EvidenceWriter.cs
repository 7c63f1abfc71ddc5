using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>
/// Replaces what each label counts for by what the re-estimation says, a few faces a unit: work is computed outside, and a unit only exchanges
/// numbers, so that nobody waits. A label that was repaired, rejected or withdrawn meanwhile is left alone.
/// </summary>
internal sealed class EvidenceWriter(
    Database database, ClaimedScheme claimed, PopulationModel population, IReadOnlyDictionary<Guid, AnnotatorParameters> annotators)
{
    /// <summary>Some two hundred statements: a few milliseconds of the one writer.</summary>
    private const int FacesInAUnit = 10;

    private const string UnchangedSql =
        "SELECT COUNT(*) FROM annotation WHERE id = @id AND submitted_at = @submittedAt AND (state = 'pending' OR state = 'accepted')";

    private const string AttemptSql = "SELECT COUNT(*) FROM gold_attempt a JOIN gold_truth k ON k.task_id = a.task_id WHERE a.annotation_id = @id";

    /// <summary>False where the scheme is no longer this node's.</summary>
    public async Task<bool> WriteAsync(IReadOnlyList<SchemeFace> faces, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        foreach (var few in faces.Chunk(FacesInAUnit))
        {
            List<(SchemeLabel Label, CountedLabel Counted)> counted = [.. few.SelectMany(Counted)];
            if (!await database.WriteAsync(session => ExchangeAsync(session, counted, now, until), cancellation)) return false;
        }

        return true;
    }

    private IEnumerable<(SchemeLabel, CountedLabel)> Counted(SchemeFace face)
    {
        List<SchemeLabel> labels = [.. face.Labels.Where(l => annotators.ContainsKey(l.AnnotatorId))];
        if (face.Truth is { } truth) return labels.Select(l => (l, AgainstTruth(face, l, truth)));
        if (labels.Count < 2) return [];
        var consensus = ConsensusEstimator.Estimate(population, [.. labels.Select(l => new FaceLabel(l.Landmarks, annotators[l.AnnotatorId]))], face.Box);
        return labels.Select((l, k) => (l, CountedLabel.Ordinary(consensus.Labels[k])));
    }

    private CountedLabel AgainstTruth(SchemeFace face, SchemeLabel label, PlacedLandmark[] truth)
    {
        var fit = ConsensusEstimator.AgainstTruth(population, new FaceLabel(label.Landmarks, annotators[label.AnnotatorId]), truth, face.Box);
        return !face.IsGold ? CountedLabel.Ordinary(fit) : CountedLabel.Known(fit, TruthComparison.Of(population.Scheme, label.Landmarks, truth, face.Box).Passes);
    }

    private async Task<bool> ExchangeAsync(DbSession session, List<(SchemeLabel Label, CountedLabel Counted)> counted, DateTimeOffset now, DateTimeOffset until)
    {
        if (!await PopulationLeases.RenewAsync(session, claimed, until)) return false;
        foreach (var person in counted.GroupBy(c => c.Label.AnnotatorId).OrderBy(g => g.Key))
        {
            var record = await AnnotatorRecord.LoadAsync(session, person.Key, claimed.SchemeKey);
            foreach (var (label, next) in person)
            {
                if (!await CountsAsync(session, label, next)) continue;
                if (await LabelEvidence.FindAsync(session, label.AnnotationId) is { } before) record.TakeOff(before.Label);
                record.Add(next);
                await LabelEvidence.WriteAsync(session, label.AnnotationId, person.Key, claimed.SchemeKey, next, now);
            }

            await record.SaveAsync(session, now);
        }

        return true;
    }

    private static async Task<bool> CountsAsync(DbSession session, SchemeLabel label, CountedLabel counted) => counted.IsGold
        ? await session.ScalarAsync<long>(AttemptSql, new { id = label.AnnotationId }) > 0
        : await session.ScalarAsync<long>(UnchangedSql, new { id = label.AnnotationId, submittedAt = label.SubmittedAt }) > 0;
}
