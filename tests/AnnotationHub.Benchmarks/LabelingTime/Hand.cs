namespace AnnotationHub.Benchmarks.LabelingTime;

/// <summary>
/// How long a practised person's hand and eye take; every number is stated, so that another may be put in. Seconds.
/// </summary>
/// <param name="PointIntercept">Of Fitts' law for pointing with a mouse: MacKenzie, Sellen and Buxton, CHI '91, table 1 (-107 ms).</param>
/// <param name="PointPerBit">Its slope (223 ms per bit).</param>
/// <param name="DragIntercept">Of Fitts' law for dragging with a mouse, from the same experiment (135 ms).</param>
/// <param name="DragPerBit">Its slope (249 ms per bit).</param>
/// <param name="Press">Pressing or releasing a button: B of the keystroke-level model (Card, Moran and Newell, CACM 23(7), 1980).</param>
/// <param name="Key">One key, an average typist: K of the same model.</param>
/// <param name="Prepare">Getting ready for the next part of the task: M of the same model.</param>
/// <param name="Look">An eye movement, perceiving, and one decision: 230 + 100 + 70 ms (Card, Moran and Newell, The Psychology of Human-Computer Interaction, 1983).</param>
public sealed record Hand(
    double PointIntercept = -0.107,
    double PointPerBit = 0.223,
    double DragIntercept = 0.135,
    double DragPerBit = 0.249,
    double Press = 0.1,
    double Key = 0.28,
    double Prepare = 1.35,
    double Look = 0.4)
{
    /// <summary>Moving the pointer over a distance onto a target of a width, both in screen pixels (Shannon's form of Fitts' law); never negative.</summary>
    public double Point(double distancePx, double widthPx) => Math.Max(0, PointIntercept + (PointPerBit * Bits(distancePx, widthPx)));

    /// <summary>The same with a button held down.</summary>
    public double Drag(double distancePx, double widthPx) => Math.Max(0, DragIntercept + (DragPerBit * Bits(distancePx, widthPx)));

    private static double Bits(double distancePx, double widthPx)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPx);
        return Math.Log2((distancePx / widthPx) + 1);
    }
}
