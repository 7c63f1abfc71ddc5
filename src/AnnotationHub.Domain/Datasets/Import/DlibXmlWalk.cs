using System.Globalization;
using System.Xml;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

internal sealed record DlibPart(string Name, PlacedLandmark Landmark);

internal sealed record DlibFace(string Image, FaceBox? Box, List<DlibPart> Parts, int Line);

/// <summary>Walks one imglab document and keeps its boxes and parts; the matching of parts with landmarks comes after.</summary>
internal sealed class DlibXmlWalk(XmlReader xml, LandmarkFileBuilder builder, List<DlibFace> faces)
{
    /// <summary>What added to a pixel index makes it a position.</summary>
    private const double HalfPixel = 0.5;

    private string? image;

    private int Line => ((IXmlLineInfo)xml).LineNumber;

    /// <param name="line">The last line reached, for problems that the parser itself gives no line.</param>
    /// <exception cref="XmlException">Broken syntax, a document type, bytes that are not of the encoding.</exception>
    public void Run(ref int line)
    {
        xml.MoveToContent();
        if (xml.Name != "dataset")
        {
            builder.Report(new(LandmarkFileProblemCode.NotThisFormat, ProblemEffect.FileCutShort, Line, xml.Name, Expected: "dataset"));
            return;
        }

        while (xml.Read())
        {
            line = Line;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Name == "image") ReadImage();
            else if (xml.Name == "box" && !ReadFace()) return;
        }
    }

    private void ReadImage()
    {
        image = xml.GetAttribute("file");
        if (string.IsNullOrWhiteSpace(image))
        {
            image = null;
            builder.Report(new(LandmarkFileProblemCode.MissingValue, ProblemEffect.FaceDropped, Line, "image[file]"));
            return;
        }

        builder.AddImage(image, Size("width"), Size("height"));
    }

    // Only newer imglab writes them; what cannot be read is as good as not there.
    private int? Size(string name) =>
        int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var px) && px > 0 ? px : null;

    private bool ReadFace()
    {
        var line = Line;
        if (!builder.HasRoom(line, "box")) return false;
        var isFace = xml.GetAttribute("ignore") != "1" && image is not null;
        var box = isFace ? ReadBox(out isFace) : null;
        var parts = new List<DlibPart>();
        if (!xml.IsEmptyElement) isFace &= ReadParts(parts);
        if (isFace) faces.Add(new DlibFace(image!, box, parts, line));
        return true;
    }

    /// <param name="isGood">False where the box is there and broken, which was reported.</param>
    private FaceBox? ReadBox(out bool isGood)
    {
        isGood = true;
        if (xml.GetAttribute("left") is null && xml.GetAttribute("top") is null) return null;
        isGood = Number("left", out var left) & Number("top", out var top) & Number("width", out var width) & Number("height", out var height);
        return isGood ? new FaceBox(left, top, width, height) : null;
    }

    /// <returns>False where a part is broken, which was reported.</returns>
    private bool ReadParts(List<DlibPart> parts)
    {
        var isGood = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, Name: "part" } || parts.Count > builder.Limits.MaxLandmarksPerFace) continue;
            isGood &= ReadPart(seen, parts);
        }

        return isGood;
    }

    private bool ReadPart(HashSet<string> seen, List<DlibPart> parts)
    {
        if (xml.GetAttribute("name") is not { Length: > 0 } name)
        {
            builder.Report(new(LandmarkFileProblemCode.MissingValue, ProblemEffect.FaceDropped, Line, "part[name]", image));
            return false;
        }

        if (!seen.Add(name))
        {
            builder.Report(new(LandmarkFileProblemCode.DuplicateLandmark, ProblemEffect.FaceDropped, Line, "part[name]", image, name));
            return false;
        }

        if (!(Number("x", out var x) & Number("y", out var y))) return false;
        parts.Add(new DlibPart(name, PlacedLandmark.At(x + HalfPixel, y + HalfPixel)));
        return true;
    }

    private bool Number(string attribute, out double value)
    {
        var text = xml.GetAttribute(attribute);
        if (FileNumber.Parse(text, out value) is not { } code) return true;
        builder.Report(new(code, ProblemEffect.FaceDropped, Line, $"{xml.Name}[{attribute}]", image, text));
        return false;
    }
}
