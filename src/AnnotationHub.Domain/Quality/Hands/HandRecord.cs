using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Hands;

/// <param name="Faces">On which it has been measured.</param>
/// <param name="MeanPercent">Mean distance from where it belongs.</param>
/// <param name="Bias">Mean offset in the face's frame (<see cref="FaceOffsets"/>): where the hand always leans.</param>
public sealed record LandmarkHand(int Faces, double MeanPercent, ImagePoint Bias);

/// <param name="MeanPercent">Over the face's landmarks; null where none could be measured.</param>
/// <param name="KindPercents">By <see cref="LandmarkKind"/>; null where the face has none of it.</param>
public sealed record FaceHand(double? MeanPercent, ImmutableArray<double?> KindPercents);

/// <summary>What some faces of one annotator tell of the hand, landmark by landmark and face by face. Percentages are of the normalising distance.</summary>
/// <param name="Landmarks">By index.</param>
/// <param name="Faces">In the order in which they were given.</param>
public sealed record HandRecord(ImmutableArray<LandmarkHand> Landmarks, ImmutableArray<FaceHand> Faces)
{
    private static readonly int Kinds = Enum.GetValues<LandmarkKind>().Length;

    public static HandRecord Of(LandmarkScheme scheme, IEnumerable<SettledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(faces);
        var (counts, distances, offsets) = (new int[scheme.Count], new double[scheme.Count], new ImagePoint[scheme.Count]);
        var hands = ImmutableArray.CreateBuilder<FaceHand>();
        foreach (var face in faces)
        {
            var own = FaceOffsets.Of(scheme, face);
            for (var l = 0; l < own.Length; l++)
            {
                if (own[l] is not { } off) continue;
                (counts[l], distances[l], offsets[l]) = (counts[l] + 1, distances[l] + Length(off), offsets[l] + off);
            }

            hands.Add(new FaceHand(Mean(own), [.. Enumerable.Range(0, Kinds).Select(k => Mean(own.Where((_, l) => (int)scheme.Kinds[l] == k)))]));
        }

        return new HandRecord(
            [.. Enumerable.Range(0, scheme.Count).Select(l => counts[l] == 0 ? new LandmarkHand(0, 0, default) : new LandmarkHand(counts[l], distances[l] / counts[l], offsets[l] * (1.0 / counts[l])))],
            hands.ToImmutable());
    }

    private static double? Mean(IEnumerable<ImagePoint?> offsets)
    {
        double[] lengths = [.. offsets.OfType<ImagePoint>().Select(Length)];
        return lengths.Length == 0 ? null : lengths.Average();
    }

    private static double Length(ImagePoint off) => Math.Sqrt((off.X * off.X) + (off.Y * off.Y));
}
