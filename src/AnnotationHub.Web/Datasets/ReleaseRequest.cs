namespace AnnotationHub.Web.Datasets;

/// <summary>What became of asking for a release: either its number, or why there is none.</summary>
internal sealed record ReleaseRequest(int? Number, ReleaseRefusal? Refusal = null)
{
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public int Started => Number ?? throw new InvalidOperationException("The release was refused.");
}

/// <summary>The audits do not bear out the client's target; nothing was written. Shares are 0 to 1.</summary>
/// <param name="HighShare">95 % sure not to be exceeded by the faces that go out defective.</param>
/// <param name="TargetShare">What the client allows.</param>
/// <param name="MoreAudits">As many more audits would do, if none of them finds a defect.</param>
/// <param name="Waiting">Audits drawn already and not decided.</param>
internal sealed record ReleaseRefusal(double HighShare, double TargetShare, int MoreAudits, int Waiting)
{
    public string HighPercent => Text(HighShare);

    public string TargetPercent => Text(TargetShare);

    private static string Text(double share) => (100 * share).ToString("0.0#", System.Globalization.CultureInfo.InvariantCulture);
}
