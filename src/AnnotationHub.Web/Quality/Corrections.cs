using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Skill;

namespace AnnotationHub.Web.Quality;

/// <summary>What a face comes to by a supervisor's hand, which is taken as exact. Takes part in the caller's unit.</summary>
internal static class Corrections
{
    /// <summary>The consensus with the correction in its place, and each annotation measured against that.</summary>
    /// <param name="landmarks">One for each landmark of the scheme.</param>
    public static async Task<FaceConsensus> ByAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, FaceConsensus consensus, IReadOnlyList<PlacedLandmark> landmarks)
    {
        var population = await Populations.FindAsync(session, face.Scheme);
        var fits = new List<LabelFit>();
        for (var k = 0; k < consensus.Labels.Length; k++)
        {
            var record = await AnnotatorRecord.LoadAsync(session, standing[k].AnnotatorId, face.SchemeKey);
            var exact = ConsensusEstimator.AgainstTruth(population, new FaceLabel(standing[k].Placed, record.Parameters(population)), landmarks, face.Box);
            fits.Add(consensus.Labels[k] with { MeanPercent = exact.MeanPercent, Evidence = exact.Evidence, NoiseRatio = exact.NoiseRatio });
        }

        return consensus with
        {
            Landmarks = [.. landmarks],
            Covariances = [.. landmarks.Select(_ => default(PointCovariance))],
            PredictedPercent = 0,
            Labels = [.. fits],
        };
    }
}
