using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>One face of a client's landmark file, already in our coordinates (see <see cref="ImagePoint"/>).</summary>
/// <param name="Box">As the file gives it, else around the landmarks with a margin; finite, width and height positive. It may reach beyond the photograph until <see cref="PhotographFit"/> has seen it.</param>
/// <param name="IsBoxGuessed">The file gave no box.</param>
/// <param name="Landmarks">One per landmark of the scheme, in its order; null where the file gives none that fit the scheme.</param>
/// <param name="Line">Line of the file, from 1.</param>
public sealed record ImportedFace(FaceBox Box, bool IsBoxGuessed, ImmutableArray<PlacedLandmark>? Landmarks, int Line);

/// <summary>What a landmark file says about one photograph.</summary>
/// <param name="FileName">As the file writes it, with <c>/</c> between folders; an iBUG file gives the name without an extension.</param>
/// <param name="WidthPx">As stated by the file; null where it does not say.</param>
/// <param name="HeightPx">As stated by the file; null where it does not say.</param>
public sealed record ImportedImage(string FileName, int? WidthPx, int? HeightPx, ImmutableArray<ImportedFace> Faces);

/// <summary>
/// A landmark file as read: never an exception for bad content, but what could be read and what was wrong with the rest.
/// </summary>
/// <param name="Problems">At most <see cref="LandmarkFileLimits.MaxProblems"/>, in the order of the file.</param>
/// <param name="ProblemCount">All that were met, those beyond the limit included.</param>
public sealed record LandmarkFile(ImmutableArray<ImportedImage> Images, ImmutableArray<LandmarkFileProblem> Problems, int ProblemCount)
{
    private Dictionary<string, ImportedImage?>? index;

    /// <summary>The file was understood to its end; what is in <see cref="Images"/> may still be fewer faces than it held.</summary>
    public bool IsReadToEnd => !Problems.Any(p => p.Effect == ProblemEffect.FileCutShort);

    public int FaceCount => Images.Sum(i => i.Faces.Length);

    /// <summary>
    /// What the file says about a photograph: by its whole path, else by the last part of the path, else by the name without an extension.
    /// Case does not matter. Null where it says nothing, or where two of its photographs would answer equally well.
    /// </summary>
    public ImportedImage? Find(string photographName)
    {
        ArgumentNullException.ThrowIfNull(photographName);
        index ??= Index();
        var path = LandmarkFileBuilder.NormalizePath(photographName);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return Exact(path) ?? Exact(name) ?? Exact(Path.ChangeExtension(path, null)) ?? Exact(Path.ChangeExtension(name, null));
    }

    private ImportedImage? Exact(string key) => index!.GetValueOrDefault(key);

    private Dictionary<string, ImportedImage?> Index()
    {
        var byName = new Dictionary<string, ImportedImage?>(StringComparer.OrdinalIgnoreCase);
        foreach (var image in Images) byName[image.FileName] = image;
        foreach (var image in Images)
        {
            var name = image.FileName[(image.FileName.LastIndexOf('/') + 1)..];
            if (name == image.FileName) continue;
            // a/x.jpg and b/x.jpg: "x.jpg" alone would be a guess.
            if (!byName.TryAdd(name, image)) byName[name] = byName[name] is { } other && other.FileName == name ? other : null;
        }

        return byName;
    }
}
