using System.Globalization;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>One world's methods side by side with three labels a face.</summary>
internal sealed class Comparison
{
    private readonly Dictionary<string, Outcome> outcomes = [];
    private readonly Outcome oracle;
    private readonly (double Slope, double Ratio, double Correlation) calibration;
    private readonly (double Slope, double Ratio, double Correlation) onlineCalibration;

    private Comparison(World world, int labels, bool withBaselines)
    {
        oracle = Oracle.Of(world, labels);
        var (batch, online) = (EstimatorRun.Batch(world, labels, 10), EstimatorRun.Online(world, labels));
        (calibration, onlineCalibration) = (batch.Calibration(), online.Calibration());
        outcomes["estimator, batch of 10 passes"] = batch.Outcome;
        outcomes["estimator, batch of 4 passes"] = EstimatorRun.Batch(world, labels, 4).Outcome;
        outcomes["estimator, online from cold"] = online.Outcome;
        Second = (online.Outcome.From(world.Faces.Length / 2).Mean, oracle.From(world.Faces.Length / 2).Mean);
        var given = world.Labels.Select(l => l.Take(labels).ToArray()).ToArray();
        var raw = given.Select(face => face.Select(l => l.Points).ToArray()).ToArray();
        var ordered = given.Select(face => face.Select(l => StepZero.Find(world.Scheme, l.Points)).ToArray()).ToArray();
        Add(world, "raw", raw, given, withBaselines);
        Add(world, "after step 0", ordered, given, withBaselines);
    }

    /// <summary>Online and oracle over the second half of the faces.</summary>
    private (double Online, double Oracle) Second { get; }

    public string Headline => string.Create(CultureInfo.InvariantCulture,
        $"oracle {oracle.Mean:0.000}, batch {Ratio("estimator, batch of 10 passes"):0.000}, 4 passes {Ratio("estimator, batch of 4 passes"):0.000}, online {Ratio("estimator, online from cold"):0.000}, calibration slope {calibration.Slope:0.000}");

    public double BatchRatio => Ratio("estimator, batch of 10 passes");

    public double OnlineRatio => Ratio("estimator, online from cold");

    public static Comparison Of(World world, int labels = 3, bool withBaselines = true) => new(world, labels, withBaselines);

    public double Ratio(string method) => outcomes[method].Mean / oracle.Mean;

    public static IEnumerable<string> Summary(IReadOnlyList<Comparison> all)
    {
        yield return Line("oracle", all, c => c.oracle.Mean, c => 1, c => c.oracle.P95);
        foreach (var name in all[0].outcomes.Keys) yield return Line(name, all, c => c.outcomes[name].Mean, c => c.Ratio(name), c => c.outcomes[name].P95);
        yield return Text($"estimator online, second half of the faces: ratio {all.Average(c => c.Second.Online / c.Second.Oracle):0.000}");
        var batch = all.Average(c => c.BatchRatio);
        yield return Text($"batch against the coordinate median on raw labels: {all.Average(c => c.Ratio("coordinate median, raw")) / batch:0.00} times better; against the medoid skeleton: {all.Average(c => c.Ratio("medoid skeleton (CVAT), raw")) / batch:0.00}");
        yield return Text($"calibration in batch: slope {all.Average(c => c.calibration.Slope):0.000} ({all.Min(c => c.calibration.Slope):0.000} to {all.Max(c => c.calibration.Slope):0.000}), true over foreseen {all.Average(c => c.calibration.Ratio):0.000}, correlation {all.Average(c => c.calibration.Correlation):0.000}");
        yield return Text($"calibration online: slope {all.Average(c => c.onlineCalibration.Slope):0.000} ({all.Min(c => c.onlineCalibration.Slope):0.000} to {all.Max(c => c.onlineCalibration.Slope):0.000}), true over foreseen {all.Average(c => c.onlineCalibration.Ratio):0.000}");
    }

    private void Add(World world, string kind, ImagePoint?[][][] labels, SimulatedLabel[][] given, bool withBaselines)
    {
        foreach (var (name, of) in Baselines.OneFace.Take(withBaselines ? int.MaxValue : 2))
            outcomes[$"{name}, {kind}"] = Outcome.Of(world, i => of(labels[i]));
        if (!withBaselines) return;
        var truth = Baselines.GaussianTruthModel(world, labels, [.. given.Select(face => face.Select(l => l.Annotator).ToArray())]);
        outcomes[$"Gaussian truth model, {kind}"] = Outcome.Of(world, i => truth[i]);
    }

    private static string Line(string name, IReadOnlyList<Comparison> all, Func<Comparison, double> mean, Func<Comparison, double> ratio, Func<Comparison, double> p95) =>
        Text($"{name}: error {all.Average(mean):0.000}, ratio {all.Average(ratio):0.000} ({all.Min(ratio):0.000} to {all.Max(ratio):0.000}), 95th percentile {all.Average(p95):0.00}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
