using System.Text;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>What a whole number in an iBUG file means.</summary>
public enum PtsOrigin
{
    /// <summary>The first pixel's centre is (1, 1), as MATLAB counts and iBUG's own files do.</summary>
    One,

    /// <summary>The first pixel's centre is (0, 0), as files written by many Python programs.</summary>
    Zero,
}

/// <summary>
/// iBUG's <c>.pts</c>: <c>version: 1</c>, <c>n_points: 68</c>, then a position a line between braces; one face a file.
/// <para>Convention: 1-based pixel indices unless told otherwise, so 1 becomes 0.5 here (0-based: 0 becomes 0.5).</para>
/// <para>Signs as in MERL-RAV are read before the shift: both negative is a landmark behind something at (−x, −y); −1 −1 is one that is
/// turned away without a position (<see cref="Visibility.Outside"/>).</para>
/// </summary>
public static class PtsReader
{
    /// <param name="content">Read synchronously to its end.</param>
    /// <param name="fileName">The file's own name: without its extension it names the photograph beside it.</param>
    /// <param name="scheme">The project's scheme; the file's order is taken to be its order.</param>
    /// <param name="limits">Null for <see cref="LandmarkFileLimits.Default"/>.</param>
    public static LandmarkFile Read(Stream content, string fileName, LandmarkScheme scheme, PtsOrigin origin = PtsOrigin.One, LandmarkFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        var builder = new LandmarkFileBuilder(scheme, limits ?? LandmarkFileLimits.Default);
        var image = Path.ChangeExtension(LandmarkFileBuilder.NormalizePath(fileName), null);
        builder.AddImage(image);
        try
        {
            using var reader = new StreamReader(new BoundedStream(content, builder.Limits.MaxBytes), Encoding.UTF8);
            ReadFace(reader, image, origin == PtsOrigin.One ? -0.5 : 0.5, builder);
        }
        catch (TooManyBytesException)
        {
            builder.Report(new(LandmarkFileProblemCode.TooLarge, ProblemEffect.FileCutShort, null, "{", image, Expected: LandmarkFileBuilder.Number(builder.Limits.MaxBytes)));
        }

        return builder.Build();
    }

    /// <summary>
    /// The photograph's name that a file of this name stands beside: its own without extension, or, for one of several faces of a
    /// photograph (<c>name_1.pts</c>, <c>name_2.pts</c>), without the number where only that is among <paramref name="photographs"/>.
    /// </summary>
    /// <param name="photographs">Names without extensions; their comparer decides on case.</param>
    public static string PhotographOf(string fileName, IReadOnlySet<string> photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        var name = Path.ChangeExtension(LandmarkFileBuilder.NormalizePath(fileName), null);
        var bare = name.TrimEnd("0123456789".ToCharArray());
        var isNumbered = bare.Length < name.Length && bare.EndsWith('_') && bare.Length > 1;
        return !photographs.Contains(name) && isNumbered && photographs.Contains(bare[..^1]) ? bare[..^1] : name;
    }

    private static void ReadFace(StreamReader reader, string image, double shift, LandmarkFileBuilder builder)
    {
        var line = 1;
        for (var text = reader.ReadLine(); text?.Trim() != "{"; text = reader.ReadLine(), line++)
        {
            if (text is not null) continue;
            builder.Report(new(LandmarkFileProblemCode.NotThisFormat, ProblemEffect.FileCutShort, line, "{", image, Expected: "{"));
            return;
        }

        var (first, landmarks) = (line + 1, new List<PlacedLandmark>());
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Trim() == "}")
            {
                builder.AddFace(image, null, landmarks, true, first, "{");
                return;
            }

            if (string.IsNullOrWhiteSpace(text)) continue;
            if (landmarks.Count > builder.Limits.MaxLandmarksPerFace || !ReadLandmark(text, line, image, shift, landmarks, builder)) return;
        }

        builder.Report(new(LandmarkFileProblemCode.Malformed, ProblemEffect.FileCutShort, line, "}", image, Expected: "}"));
    }

    private static bool ReadLandmark(string text, int line, string image, double shift, List<PlacedLandmark> landmarks, LandmarkFileBuilder builder)
    {
        var fields = text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        double y = 0;
        var problem = FileNumber.Parse(fields[0], out var x) ?? FileNumber.Parse(fields.ElementAtOrDefault(1), out y);
        if (problem is { } code)
        {
            builder.Report(new(code, ProblemEffect.FaceDropped, line, $"point {landmarks.Count}", image, text));
            return false;
        }

        landmarks.Add((x, y) switch
        {
            (-1, -1) => new PlacedLandmark(default, Visibility.Outside),
            ( < 0, < 0) => PlacedLandmark.At(shift - x, shift - y, Visibility.Occluded),
            _ => PlacedLandmark.At(x + shift, y + shift),
        });
        return true;
    }
}
