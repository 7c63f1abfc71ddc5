namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>
/// The running state of one control chart: what the annotator's own first labels looked like (phase I), and since then the one-sided CUSUM and
/// the two-sided EWMA of the standardised values (phase II). Montgomery, Introduction to Statistical Quality Control, chapter 9.
/// </summary>
internal readonly record struct ControlChart(double Count, double Mean, double Squares, double Cusum, double Ewma)
{
    /// <summary>Labels of phase I: the centre and the spread are the annotator's own, and stay from then on, else they would follow the drift.</summary>
    public const int PhaseOne = 30;

    public const int Numbers = 5;

    /// <summary>
    /// Labels that the prior's centre counts for: the variance within an annotator's labels over the variance between honest annotators, 0.33² over
    /// 0.14² to 0.2² for gross errors in the simulated world. With more, one who makes honestly more of them than most is out of control before the
    /// chart has learnt what is usual for that annotator, and again after each restart.
    /// </summary>
    private const double CentreLabels = 3;

    /// <summary>Labels that the prior's spread counts for: it differs less from one annotator to another.</summary>
    private const double SpreadLabels = 10;

    /// <summary>A value is no further out than this many standard deviations, so that one face cannot raise a signal alone.</summary>
    private const double Cap = 6;

    /// <summary>The chart one label later.</summary>
    /// <param name="priorMean">What the value is like before there are labels.</param>
    /// <param name="priorDeviation">And its standard deviation.</param>
    public ControlChart Next(double value, double priorMean, double priorDeviation, double cusumSlack, double ewmaWeight)
    {
        var (mean, deviation) = Baseline(priorMean, priorDeviation);
        // In phase I the centre itself is uncertain.
        var sureness = Math.Sqrt(1 + (1 / (Count + CentreLabels)));
        var z = Math.Clamp((value - mean) / (deviation * sureness), -Cap, Cap);
        var next = this with { Cusum = Math.Max(0, Cusum + z - cusumSlack), Ewma = Ewma + (ewmaWeight * (z - Ewma)) };
        if (Count >= PhaseOne) return next;
        var off = value - Mean;
        var centre = Mean + (off / (Count + 1));
        return next with { Count = Count + 1, Mean = centre, Squares = Squares + (off * (value - centre)) };
    }

    private (double Mean, double Deviation) Baseline(double priorMean, double priorDeviation)
    {
        var mean = ((Count * Mean) + (CentreLabels * priorMean)) / (Count + CentreLabels);
        var variance = (Squares + (SpreadLabels * priorDeviation * priorDeviation)) / (Math.Max(Count - 1, 0) + SpreadLabels);
        return (mean, Math.Sqrt(variance));
    }
}
