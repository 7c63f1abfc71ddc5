using MathNet.Numerics.Distributions;

namespace AnnotationHub.Domain.Quality.Audits;

/// <param name="Probability">With which it was drawn, in (0, 1]; see <see cref="AuditPlan.Probability"/>.</param>
public readonly record struct AuditedFace(double Probability, bool IsDefective);

/// <summary>
/// The share of accepted faces that are still defective once those found have been mended, with its interval. Each audited face speaks for
/// the <c>1/π − 1</c> faces like it that nobody looked at (Horvitz and Thompson); the rate among those has the Jeffreys posterior
/// Beta(d + ½, n − d + ½) of the weighted share at Kish's effective number <c>n = (Σw)²/Σw²</c>, and faces that were looked at carry no defect out.
/// </summary>
/// <param name="Faces">Accepted without a supervisor's look, audited ones included.</param>
/// <param name="Audited">Of these, those that a supervisor has decided.</param>
/// <param name="Defects">Of the audited, as found.</param>
/// <param name="Share">Median of the posterior, 0 to 1.</param>
/// <param name="Low">With 95 % probability the share is above.</param>
/// <param name="High">With 95 % probability the share is below: what a release states, and is held to.</param>
public sealed record OutgoingQuality(int Faces, int Audited, int Defects, double Share, double Low, double High)
{
    /// <summary>Probability that the true share is at most <see cref="High"/>.</summary>
    public const double Confidence = 0.95;

    private double EffectiveAudits { get; init; }

    private double EffectiveDefects { get; init; }

    /// <param name="audited">Those decided, in any order.</param>
    /// <param name="faces">At least as many.</param>
    public static OutgoingQuality Of(IReadOnlyCollection<AuditedFace> audited, int faces)
    {
        ArgumentNullException.ThrowIfNull(audited);
        ArgumentOutOfRangeException.ThrowIfLessThan(faces, audited.Count);
        var (sum, squares, defective) = (0.0, 0.0, 0.0);
        foreach (var face in audited)
        {
            var weight = (1 / face.Probability) - 1;
            sum += weight;
            squares += weight * weight;
            if (face.IsDefective) defective += weight;
        }

        var effective = squares > 0 ? sum * sum / squares : 0;
        var effectiveDefects = sum > 0 ? effective * defective / sum : 0;
        var unseen = faces == 0 ? 0 : (double)(faces - audited.Count) / faces;
        double At(double probability) => unseen * Quantile(effective, effectiveDefects, probability);
        return new OutgoingQuality(faces, audited.Count, audited.Count(f => f.IsDefective), At(0.5), At(1 - Confidence), At(Confidence))
        {
            EffectiveAudits = effective,
            EffectiveDefects = effectiveDefects,
        };
    }

    public bool Meets(double targetShare) => High <= targetShare;

    /// <summary>
    /// How many more audits bring <see cref="High"/> down to the target if none of them finds a defect; 0 where it is met. Of those drawn
    /// by <see cref="AuditPlan"/> every other one is random and speaks for the rest. At the most all faces that nobody has looked at.
    /// </summary>
    /// <param name="targetShare">0 to 1.</param>
    public int MoreAudits(double targetShare)
    {
        if (Meets(targetShare)) return 0;
        var (low, high) = (0, Faces - Audited);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (HighAfter(middle) <= targetShare) high = middle;
            else low = middle;
        }

        return high;
    }

    private double HighAfter(int more) =>
        (double)(Faces - Audited - more) / Faces * Quantile(EffectiveAudits + (more / 2.0), EffectiveDefects, Confidence);

    private static double Quantile(double audits, double defects, double probability) =>
        Beta.InvCDF(defects + 0.5, audits - defects + 0.5, probability);
}
