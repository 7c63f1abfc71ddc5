using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AnnotationHub.Domain.Quality.Audits;

/// <summary>
/// Which accepted faces a supervisor looks at again: half of the share at random, half by the highest predicted error, each face with
/// a known probability. Every face keeps one random number for good (Ohlsson's permanent random numbers), so that raising the share
/// only adds faces and the probability of each stays exact.
/// </summary>
public static class AuditPlan
{
    /// <summary>Of the accepted faces, where a project says nothing else.</summary>
    public const double DefaultShare = 0.05;

    /// <summary>An accepted face is defective above this error, in per cent of the normalising distance, where a project says nothing else.</summary>
    public const double DefaultDefectPercent = 4;

    /// <summary>A face's risk is its rank among this many accepted before it.</summary>
    public const int RecentFaces = 100;

    /// <summary>In (0, 1], 1 the least risky.</summary>
    /// <param name="asRisky">Of the recent faces, those whose predicted error is at least this face's.</param>
    /// <param name="recent">How many there were; 0 for a project's first face.</param>
    public static double RiskRank(int asRisky, int recent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(asRisky);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asRisky, recent);
        return (asRisky + 1.0) / (recent + 1.0);
    }

    /// <summary>The probability that a face is audited at this share: 1 for the riskiest <c>f/2</c>, <c>(f/2)/(1 − f/2)</c> for all others.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="riskRank">See <see cref="RiskRank"/>.</param>
    public static double Probability(double share, double riskRank)
    {
        var half = Math.Clamp(share, 0, 1) / 2;
        return riskRank <= half ? 1 : half / (1 - half);
    }

    /// <summary>The smallest share at which the face is audited: <c>min(2r, 2u/(1 + u))</c>, by its rank or by its random number.</summary>
    /// <param name="uniform">The face's own random number, 0 to 1.</param>
    /// <param name="riskRank">See <see cref="RiskRank"/>.</param>
    public static double EntryShare(double uniform, double riskRank) => Math.Min(2 * riskRank, 2 * uniform / (1 + uniform));

    /// <summary>The face's random number in [0, 1): the first eight bytes of the SHA-256 of its id, so that anybody can draw again and come to the same faces.</summary>
    public static double Uniform(Guid faceId)
    {
        Span<byte> id = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        faceId.TryWriteBytes(id, bigEndian: true, out _);
        SHA256.HashData(id, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
