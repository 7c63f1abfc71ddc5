using System.Text;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>
/// WFLW's lists (<c>list_98pt_rect_attr_train.txt</c> and the like): a line a face, 98 positions, then either box corners, six attributes and the
/// photograph's name (207 fields) or the name alone (197).
/// <para>Convention: positions are 0-based pixel indices, so 0 becomes 0.5 here. The box's corners are its first and last pixel:
/// x_min … x_max is x_min to x_max + 1 here.</para>
/// </summary>
public static class WflwListReader
{
    private const int Positions = 98;
    private const int BoxAt = 2 * Positions;
    private const int NameAfterAttributes = BoxAt + 4 + 6;
    private const double HalfPixel = 0.5;

    /// <param name="content">Read synchronously to its end.</param>
    /// <param name="scheme">The project's scheme; one with another number of landmarks takes the boxes alone.</param>
    /// <param name="limits">Null for <see cref="LandmarkFileLimits.Default"/>.</param>
    public static LandmarkFile Read(Stream content, LandmarkScheme scheme, LandmarkFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(scheme);
        var builder = new LandmarkFileBuilder(scheme, limits ?? LandmarkFileLimits.Default);
        var line = 0;
        try
        {
            using var reader = new StreamReader(new BoundedStream(content, builder.Limits.MaxBytes), Encoding.UTF8);
            while (reader.ReadLine() is { } text)
            {
                line++;
                if (string.IsNullOrWhiteSpace(text)) continue;
                if (!builder.HasRoom(line, "line")) break;
                ReadFace(text, line, builder);
            }
        }
        catch (TooManyBytesException)
        {
            builder.Report(new(LandmarkFileProblemCode.TooLarge, ProblemEffect.FileCutShort, line, "line", Expected: LandmarkFileBuilder.Number(builder.Limits.MaxBytes)));
        }

        return builder.Build();
    }

    private static void ReadFace(string text, int line, LandmarkFileBuilder builder)
    {
        // A name may hold spaces: what follows the last field before it is the name as a whole.
        var fields = text.Split(' ', NameAfterAttributes + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hasBox = fields.Length == NameAfterAttributes + 1;
        if (!hasBox && fields.Length != BoxAt + 1)
        {
            builder.Report(new(LandmarkFileProblemCode.MissingValue, ProblemEffect.FaceDropped, line, "line", null,
                LandmarkFileBuilder.Number(fields.Length), "197 | 207"));
            return;
        }

        var (image, values) = (fields[^1], new double[hasBox ? BoxAt + 4 : BoxAt]);
        for (var i = 0; i < values.Length; i++)
        {
            if (FileNumber.Parse(fields[i], out values[i]) is not { } code) continue;
            builder.Report(new(code, ProblemEffect.FaceDropped, line, $"field {i + 1}", image, fields[i]));
            return;
        }

        var landmarks = new PlacedLandmark[Positions];
        for (var i = 0; i < Positions; i++) landmarks[i] = PlacedLandmark.At(values[2 * i] + HalfPixel, values[(2 * i) + 1] + HalfPixel);
        builder.AddFace(image, hasBox ? Box(values.AsSpan(BoxAt)) : null, landmarks, true, line, "line");
    }

    private static FaceBox Box(ReadOnlySpan<double> corners) =>
        new(corners[0], corners[1], corners[2] + 1 - corners[0], corners[3] + 1 - corners[1]);
}
