using AnnotationHub.Domain.Datasets.Export;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Domain.Datasets.Reports;

/// <summary>What the report says about the release beside its faces.</summary>
/// <param name="Rejected">Faces of the project that were given up.</param>
public sealed record ReportHeader(
    string ProjectName, int Release, DateTimeOffset CreatedAt, string ConsensusMethod, double TargetErrorPercent, int Rejected);

/// <summary>Takes the faces of a release one by one, in constant memory (but for the annotators' pseudonyms), and makes the report. For one thread.</summary>
public sealed class QualityReportBuilder(LandmarkScheme scheme)
{
    /// <summary>E|d| of an isotropic Gaussian is 0.8862 · sqrt(vx + vy): sqrt(π)/2 (quality notes 4.4).</summary>
    private const double MeanDistanceFactor = 0.886226925452758;

    private const double CurveEndPercent = 15;
    private const double CurveStepPercent = 0.25;

    private readonly PercentHistogram disagreement = new();
    private readonly PercentHistogram predicted = new();
    private readonly RunningMoments predictedMoments = new();
    private readonly double[] errorSums = new double[scheme.Count];
    private readonly int[] errorCounts = new int[scheme.Count];
    private readonly int[] visible = new int[scheme.Count];
    private readonly int[] placed = new int[scheme.Count];
    private readonly HashSet<string> annotators = new(StringComparer.Ordinal);
    private int faces;
    private int photographs;
    private int adjudicated;
    private int gold;
    private int annotations;
    private string? lastPhotograph;

    /// <param name="face">Faces of one photograph must follow one another, as the writers ask too.</param>
    public void Add(FinishedFace face)
    {
        ArgumentNullException.ThrowIfNull(face);
        faces++;
        if (face.Photograph.Id != lastPhotograph) photographs++;
        lastPhotograph = face.Photograph.Id;
        if (face.Origin == FaceOrigin.Corrected) adjudicated++;
        if (face.Origin == FaceOrigin.Gold) gold++;
        annotations += face.AnnotationCount;
        annotators.UnionWith(face.Annotators);
        if (face.AgreementPercent is { } agreement) disagreement.Add(agreement);
        // What was known or corrected by hand has no estimated error, which is not an error of zero.
        if (face.Covariances.Length == scheme.Count)
        {
            predicted.Add(face.PredictedErrorPercent);
            predictedMoments.Add(face.PredictedErrorPercent);
        }

        AddLandmarks(face);
    }

    public QualityReport Build(ReportHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new QualityReport(
            header.ProjectName,
            header.Release,
            scheme.Key,
            scheme.Version,
            header.CreatedAt,
            header.ConsensusMethod,
            header.TargetErrorPercent,
            Math.Round(predicted.ShareUpTo(header.TargetErrorPercent), 4),
            new ReportCounts(photographs, faces, header.Rejected, adjudicated, gold, annotations, annotators.Count),
            QuantilesOf(disagreement),
            CurveOf(disagreement),
            QuantilesOf(predicted),
            [.. scheme.Groups.Select(GroupOf)],
            [.. scheme.Landmarks.Select(LandmarkOf)])
        {
            PredictedCurve = predicted.Count == 0 ? [] : CurveOf(predicted),
            MeanPredictedError = predictedMoments.Interval(),
        };
    }

    private void AddLandmarks(FinishedFace face)
    {
        var distancePx = FaceNormalizer.Distance(scheme, l => face.Landmarks[l].HasPosition ? face.Landmarks[l].Point : null, face.Box);
        for (var i = 0; i < scheme.Count; i++)
        {
            var landmark = face.Landmarks[i];
            if (landmark.Visibility == Visibility.Visible) visible[i]++;
            if (!landmark.HasPosition) continue;
            placed[i]++;
            if (face.Covariances.Length != scheme.Count) continue;
            var covariance = face.Covariances[i];
            errorSums[i] += 100 * MeanDistanceFactor * Math.Sqrt(Math.Max(covariance.Sxx + covariance.Syy, 0)) / distancePx;
            errorCounts[i]++;
        }
    }

    private static Quantiles QuantilesOf(PercentHistogram values) => new(
        values.Count, values.Quantile(0.5), values.Quantile(0.75), values.Quantile(0.9), values.Quantile(0.95), values.Quantile(0.99));

    private static List<CurvePoint> CurveOf(PercentHistogram values)
    {
        var curve = new List<CurvePoint>();
        for (var i = 0; i * CurveStepPercent <= CurveEndPercent; i++)
            curve.Add(new CurvePoint(i * CurveStepPercent, Math.Round(values.ShareUpTo(i * CurveStepPercent), 4)));
        return curve;
    }

    private GroupQuality GroupOf(LandmarkGroup group)
    {
        double[] errors = [.. group.Landmarks.Where(l => errorCounts[l] > 0).Select(l => errorSums[l] / errorCounts[l])];
        return new GroupQuality(group.Key, errors.Length == 0 ? null : Math.Round(errors.Average(), 2), group.Landmarks.Length);
    }

    private LandmarkQuality LandmarkOf(Landmark landmark)
    {
        var i = landmark.Index;
        return new LandmarkQuality(
            i,
            landmark.Name,
            errorCounts[i] == 0 ? null : Math.Round(errorSums[i] / errorCounts[i], 2),
            faces == 0 ? 0 : Math.Round(visible[i] / (double)faces, 4),
            faces == 0 ? 0 : Math.Round(placed[i] / (double)faces, 4));
    }
}
