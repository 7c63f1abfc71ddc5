using System.Text;
using System.Xml;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>
/// dlib's imglab XML: <c>dataset/images/image[file]/box[left top width height]/part[name x y]</c>.
/// <para>Convention: parts are 0-based pixel indices, so a part at 60 is the centre of the 61st pixel and becomes 60.5 here. A box covers the pixels
/// left … left + width − 1, which is left to left + width here: unchanged.</para>
/// <para>Boxes marked <c>ignore</c> are no faces. A part that is left out has no position (<see cref="Visibility.Outside"/>). Whole numbers
/// are dlib's rule; decimals, as other tools write them, are read too. Document types and entities are refused.</para>
/// </summary>
public static class DlibXmlReader
{
    static DlibXmlReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="content">Read synchronously to its end: a file or memory, no network.</param>
    /// <param name="scheme">The project's scheme, which the parts are matched with.</param>
    /// <param name="limits">Null for <see cref="LandmarkFileLimits.Default"/>.</param>
    public static LandmarkFile Read(Stream content, LandmarkScheme scheme, LandmarkFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(scheme);
        var builder = new LandmarkFileBuilder(scheme, limits ?? LandmarkFileLimits.Default);
        var faces = new List<DlibFace>();
        ReadFaces(content, builder, faces);
        Place(faces, builder);
        return builder.Build();
    }

    private static void ReadFaces(Stream content, LandmarkFileBuilder builder, List<DlibFace> faces)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        var line = 1;
        try
        {
            using var xml = XmlReader.Create(new BoundedStream(content, builder.Limits.MaxBytes), settings);
            new DlibXmlWalk(xml, builder, faces).Run(ref line);
        }
        catch (XmlException broken)
        {
            var code = broken.Message.Contains("DTD", StringComparison.Ordinal) ? LandmarkFileProblemCode.ForbiddenDocumentType
                : LandmarkFileProblemCode.Malformed;
            builder.Report(new(code, ProblemEffect.FileCutShort, Math.Max(broken.LineNumber, line), "xml"));
        }
        catch (TooManyBytesException)
        {
            builder.Report(new(LandmarkFileProblemCode.TooLarge, ProblemEffect.FileCutShort, line, "xml", Expected: LandmarkFileBuilder.Number(builder.Limits.MaxBytes)));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            builder.Report(new(LandmarkFileProblemCode.UnknownEncoding, ProblemEffect.FileCutShort, line, "xml"));
        }
    }

    private static void Place(List<DlibFace> faces, LandmarkFileBuilder builder)
    {
        var names = faces.SelectMany(f => f.Parts.Select(p => p.Name)).ToHashSet(StringComparer.Ordinal);
        var order = PartOrder.Match(names, builder.Scheme);
        foreach (var face in faces)
            builder.AddFace(face.Image, face.Box, InOrder(face, order), order is not null, face.Line, "box");
    }

    private static List<PlacedLandmark> InOrder(DlibFace face, Dictionary<string, int>? order)
    {
        if (order is null || face.Parts.Count == 0) return [.. face.Parts.Select(p => p.Landmark)];
        var landmarks = Enumerable.Repeat(new PlacedLandmark(default, Visibility.Outside), order.Count).ToList();
        foreach (var part in face.Parts) landmarks[order[part.Name]] = part.Landmark;
        return landmarks;
    }
}
