using System.Buffers.Binary;

namespace AnnotationHub.Domain.Quality;

/// <summary>The sums of one annotator and one kind of landmark, residuals in per cent of the normalising distance, bias in the face's own frame.</summary>
public readonly record struct KindSums(
    double TangentSquares, double NormalSquares, double TangentFreedom, double NormalFreedom, double BiasX, double BiasY, double BiasWeight)
{
    public static KindSums operator +(KindSums a, KindSums b) => new(
        a.TangentSquares + b.TangentSquares, a.NormalSquares + b.NormalSquares, a.TangentFreedom + b.TangentFreedom,
        a.NormalFreedom + b.NormalFreedom, a.BiasX + b.BiasX, a.BiasY + b.BiasY, a.BiasWeight + b.BiasWeight);

    public static KindSums operator -(KindSums a, KindSums b) => new(
        a.TangentSquares - b.TangentSquares, a.NormalSquares - b.NormalSquares, a.TangentFreedom - b.TangentFreedom,
        a.NormalFreedom - b.NormalFreedom, a.BiasX - b.BiasX, a.BiasY - b.BiasY, a.BiasWeight - b.BiasWeight);
}

/// <summary>
/// All that is kept of an annotator's record on one scheme: sufficient statistics, from which <see cref="AnnotatorParameters"/> follow.
/// Sums, so that faces add up in any order. The estimator gives evidence in multiples of 1/65,536: such sums are exact (up to 10¹¹), so that
/// what a face added can be taken off again to the last bit.
/// </summary>
public sealed class AnnotatorSkill
{
    private const byte Format = 1;
    private const int NumbersPerKind = 7;

    public AnnotatorSkill() => Sums = new KindSums[ErrorPriors.Kinds];

    /// <summary>By <see cref="Landmarks.LandmarkKind"/>.</summary>
    public KindSums[] Sums { get; }

    /// <summary>Expected number of gross errors, and of landmarks.</summary>
    public double GrossErrors { get; set; }

    public double Points { get; set; }

    /// <summary>Sums of the regression of the own shape on the face's (both as deviations from the mean shape): who labels a mean face
    /// everywhere has slope 0.</summary>
    public double SlopeCross { get; set; }

    public double SlopeSquare { get; set; }

    /// <summary>Annotations, and those with exchanged left and right.</summary>
    public double Faces { get; set; }

    public double Swaps { get; set; }

    public void Add(AnnotatorSkill other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var k = 0; k < Sums.Length; k++) Sums[k] += other.Sums[k];
        (GrossErrors, Points) = (GrossErrors + other.GrossErrors, Points + other.Points);
        (SlopeCross, SlopeSquare) = (SlopeCross + other.SlopeCross, SlopeSquare + other.SlopeSquare);
        (Faces, Swaps) = (Faces + other.Faces, Swaps + other.Swaps);
    }

    /// <summary>Takes off what was added: a label that was made anew, or deleted.</summary>
    public void Subtract(AnnotatorSkill other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var k = 0; k < Sums.Length; k++) Sums[k] -= other.Sums[k];
        (GrossErrors, Points) = (GrossErrors - other.GrossErrors, Points - other.Points);
        (SlopeCross, SlopeSquare) = (SlopeCross - other.SlopeCross, SlopeSquare - other.SlopeSquare);
        (Faces, Swaps) = (Faces - other.Faces, Swaps - other.Swaps);
    }

    /// <summary>One byte of format, then every number as 64-bit little-endian.</summary>
    public byte[] Pack()
    {
        double[] numbers =
        [
            .. Sums.SelectMany(s => (double[])[s.TangentSquares, s.NormalSquares, s.TangentFreedom, s.NormalFreedom, s.BiasX, s.BiasY, s.BiasWeight]),
            GrossErrors, Points, SlopeCross, SlopeSquare, Faces, Swaps,
        ];
        var bytes = new byte[1 + (8 * numbers.Length)];
        bytes[0] = Format;
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1 + (8 * i)), numbers[i]);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are of another format or cut off.</exception>
    public static AnnotatorSkill Unpack(ReadOnlySpan<byte> bytes)
    {
        var skill = new AnnotatorSkill();
        var count = (skill.Sums.Length * NumbersPerKind) + 6;
        if (bytes.Length != 1 + (8 * count) || bytes[0] != Format) throw new InvalidDataException($"Not an annotator's packed skill: {bytes.Length} bytes.");
        var numbers = new double[count];
        for (var i = 0; i < count; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(1 + (8 * i))..]);
        for (var k = 0; k < skill.Sums.Length; k++)
        {
            var n = numbers.AsSpan(k * NumbersPerKind, NumbersPerKind);
            skill.Sums[k] = new KindSums(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        }

        var rest = numbers.AsSpan(skill.Sums.Length * NumbersPerKind);
        (skill.GrossErrors, skill.Points, skill.SlopeCross, skill.SlopeSquare, skill.Faces, skill.Swaps) = (rest[0], rest[1], rest[2], rest[3], rest[4], rest[5]);
        return skill;
    }
}
