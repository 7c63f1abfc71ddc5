using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using AnnotationHub.Web.Quality.Skill;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>Looks at an annotator's record after each new label, and raises flags for a person. Takes part in the caller's unit.</summary>
internal sealed class SkillWatch(IOptions<FlagOptions> options)
{
    private readonly FlagLimits limits = options.Value.Limits;
    private readonly int quietLabels = options.Value.QuietLabels;

    public async Task LookAsync(DbSession session, FaceToSettle face, Guid annotatorId, AnnotatorRecord record, PopulationModel population, DateTimeOffset now)
    {
        foreach (var flag in AnnotatorFlags.Of(Figures(record, population), population, limits: limits))
            await RaiseAsync(Kind(flag.Kind), flag.Landmarks is { } kind ? LandmarkKindWire.Name(kind) : "", Urgency(flag.Severity), flag.Value, flag.Limit);
        foreach (var (signal, value, limit) in OutOfControl(record.Charts))
            await RaiseAsync(FlagKind.Drift, EnumText.Of(signal), FlagUrgency.Coach, value, limit);

        Task RaiseAsync(FlagKind kind, string subject, FlagUrgency urgency, double measured, double limit) => FlagRows.RaiseAsync(
            session, new RaisedFlag(annotatorId, face.SchemeKey, kind, subject, urgency, measured, limit, record.Labels), face.Id, quietLabels, now);
    }

    // The flags go by the estimates alone: their intervals, which take a hundred times as long, are for who reads a report.
    private static SkillReport Figures(AnnotatorRecord record, PopulationModel population)
    {
        var parameters = record.Parameters(population);
        return new SkillReport(
            [.. Enumerable.Range(0, parameters.Kinds.Length).Select(k => new KindReport(
                (LandmarkKind)k, Exactly(parameters.Kinds[k].TangentSigma), Exactly(parameters.Kinds[k].NormalSigma),
                Exactly(parameters.Kinds[k].Bias.X), Exactly(parameters.Kinds[k].Bias.Y)))],
            Exactly(parameters.Sigma), Exactly(parameters.GrossShare), Exactly(0), parameters.Slope, SkillReport.ExpectedError(parameters, population), record.Labels);
    }

    private static CredibleInterval Exactly(double value) => new(value, value, value);

    private static IEnumerable<(DriftSignals Signal, double Value, double Limit)> OutOfControl(DriftCharts charts)
    {
        if (charts.Signals.HasFlag(DriftSignals.Noise))
            yield return charts.NoiseCusum > DriftCharts.CusumLimit
                ? (DriftSignals.Noise, charts.NoiseCusum, DriftCharts.CusumLimit)
                : (DriftSignals.Noise, charts.NoiseEwma, DriftCharts.NoiseEwmaLimit);
        if (charts.Signals.HasFlag(DriftSignals.GrossErrors)) yield return (DriftSignals.GrossErrors, charts.GrossCusum, DriftCharts.CusumLimit);
        if (charts.Signals.HasFlag(DriftSignals.Bias)) yield return (DriftSignals.Bias, charts.WorstBiasEwma, DriftCharts.BiasEwmaLimit);
    }

    private static FlagKind Kind(AnnotatorFlagKind kind) => kind switch
    {
        AnnotatorFlagKind.DoesNotFollowTheFace => FlagKind.DoesNotFollowTheFace,
        AnnotatorFlagKind.FarTooInexact => FlagKind.FarTooInexact,
        AnnotatorFlagKind.ManyGrossErrors => FlagKind.ManyGrossErrors,
        AnnotatorFlagKind.Biased => FlagKind.Biased,
        AnnotatorFlagKind.Noisy => FlagKind.Noisy,
    };

    private static FlagUrgency Urgency(FlagSeverity severity) => severity switch
    {
        FlagSeverity.Warn => FlagUrgency.Warn,
        FlagSeverity.Coach => FlagUrgency.Coach,
        FlagSeverity.Stop => FlagUrgency.Stop,
    };
}
