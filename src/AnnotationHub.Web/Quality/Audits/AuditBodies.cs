namespace AnnotationHub.Web.Quality.Audits;

/// <summary>Body of <c>PUT /api/v1/projects/{id}/audit</c>.</summary>
/// <param name="SamplePercent">Of the accepted faces, 0 to 100; 5 where it is left out.</param>
/// <param name="DefectAbovePercent">An accepted face is defective above this error, per cent of the normalising distance; 4 where it is left out.</param>
/// <param name="MaximumDefectivePercent">A release is refused while more faces than this may be defective (95 % sure); null for no target.</param>
public sealed record AuditWishBody(double? SamplePercent, double? DefectAbovePercent, double? MaximumDefectivePercent)
{
    /// <summary>Null with the first wrong field's name.</summary>
    internal AuditWish? Wish(out string? wrong)
    {
        var (sample, above) = (SamplePercent ?? 100 * AuditWish.Default.SampleShare, DefectAbovePercent ?? AuditWish.Default.DefectPercent);
        wrong = !(sample is >= 0 and <= 100) ? "samplePercent"
            : !(above is > 0 and <= 100) ? "defectAbovePercent"
            : MaximumDefectivePercent is { } most && !(most is > 0 and < 100) ? "maximumDefectivePercent"
            : null;
        return wrong is null ? new AuditWish(sample / 100, above, MaximumDefectivePercent / 100) : null;
    }
}

/// <summary>Body of <c>POST /api/v1/projects/{id}/audit/draws</c>.</summary>
public sealed record AuditDrawBody(int? Count);

/// <param name="Drawn">Faces that now wait for a supervisor; fewer than asked for where there are no more.</param>
public sealed record AuditDrawn(int Drawn);

/// <summary>What the audits of a project say. Percentages are of faces, but for <paramref name="DefectAbovePercent"/>.</summary>
/// <param name="Faces">Accepted by rule.</param>
/// <param name="DefectivePercent">Of the accepted faces that go out, as estimated.</param>
/// <param name="HighPercent">95 % sure not to be exceeded.</param>
/// <param name="MoreAudits">How many more audits would meet the target if none finds a defect; null without a target.</param>
public sealed record AuditResponse(
    double SamplePercent, double DefectAbovePercent, double? MaximumDefectivePercent, int Faces, int Waiting, int Audited, int Defective,
    double DefectivePercent, double LowPercent, double HighPercent, int? MoreAudits)
{
    internal static AuditResponse Of(AuditStanding standing)
    {
        var quality = standing.Quality;
        return new AuditResponse(
            Percent(standing.SampleShare), standing.DefectPercent, standing.TargetShare is { } target ? Percent(target) : null, quality.Faces, standing.Waiting,
            quality.Audited, quality.Defects, Percent(quality.Share), Percent(quality.Low), Percent(quality.High),
            standing.TargetShare is { } wanted ? quality.MoreAudits(wanted) : null);
    }

    private static double Percent(double share) => Math.Round(100 * share, 3);
}
