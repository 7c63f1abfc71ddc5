using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>What stands in a COCO file's <c>info</c>.</summary>
public sealed record CocoInfo(string Description, int ReleaseNumber, DateTimeOffset CreatedAt, string Software);

/// <summary>
/// COCO keypoints JSON in one pass: annotations go to the output as they come, photographs to a spool that is appended at the end.
/// <para>Convention: keypoints are 0-based pixel indices: our position minus 0.5. <c>bbox</c> is x, y, width, height from the photograph's corner:
/// unchanged. Numbers are rounded to hundredths of a pixel, so they are off by 0.005 at most; pixel indices that came in whole go out the same.</para>
/// <para>v = 2 visible; 1 behind something; 0 (then x = y = 0) turned away or outside: COCO has no flag for a position that is only
/// inferred. <c>attributes.visibility</c> keeps all four apart, a letter a landmark: v visible, o occluded, s self-occluded, x outside. The CSV keeps the
/// positions too.</para>
/// <para><c>attributes</c> carries the trace code, the annotations behind the face and its quality; <c>keypoints_covariance</c> the uncertainty,
/// xx, xy, yy in square pixels for each keypoint (rounded to hundredths). <c>skeleton</c> pairs count from 1.</para>
/// </summary>
public static class CocoKeypointsWriter
{
    /// <summary>How a manifest names this file's coordinates.</summary>
    public const string Convention = "keypoints: 0-based pixel index (position - 0.5); bbox: continuous from the photograph's corner; rounded to 0.01 px";

    /// <param name="faces">Faces of one photograph must follow one another.</param>
    /// <param name="output">Written in order, not closed.</param>
    /// <param name="spool">Empty, writable, readable, seekable: keeps the photographs while the annotations are written.</param>
    /// <param name="progress">Told the number of faces written so far.</param>
    /// <exception cref="InvalidDataException">A face has other than the scheme's number of landmarks, or a position that is not finite.</exception>
    public static async Task<WrittenCounts> WriteAsync(
        IAsyncEnumerable<FinishedFace> faces,
        LandmarkScheme scheme,
        CocoInfo info,
        Stream output,
        Stream spool,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(spool);
        await output.WriteAsync(Head(info, scheme), cancellation);
        var counts = await FaceBatches.WriteAsync(faces, (batch, formatted) => CocoFaceText.Add(batch, scheme, formatted), output, spool, progress, cancellation);
        await output.WriteAsync("\n],\"images\":["u8.ToArray(), cancellation);
        spool.Position = 0;
        await spool.CopyToAsync(output, cancellation);
        await output.WriteAsync(Tail(scheme), cancellation);
        return counts;
    }

    private static byte[] Head(CocoInfo info, LandmarkScheme scheme)
    {
        var text = Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("description", info.Description);
            json.WriteString("version", info.ReleaseNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteNumber("year", info.CreatedAt.UtcDateTime.Year);
            json.WriteString("contributor", info.Software);
            json.WriteString("date_created", info.CreatedAt.UtcDateTime);
            json.WriteString("landmark_scheme", $"{scheme.Key}@{scheme.Version}");
            json.WriteString("coordinates", Convention);
            json.WriteEndObject();
        });
        return [.. "{\"info\":"u8, .. text, .. ",\"licenses\":[],\"annotations\":["u8];
    }

    private static byte[] Tail(LandmarkScheme scheme)
    {
        var text = Json(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteNumber("id", CocoFaceText.CategoryId);
            json.WriteString("name", "face");
            json.WriteString("supercategory", "person");
            json.WriteStartArray("keypoints");
            foreach (var landmark in scheme.Landmarks) json.WriteStringValue(landmark.Name);
            json.WriteEndArray();
            json.WriteStartArray("skeleton");
            foreach (var (from, to) in scheme.Contours.SelectMany(Edges)) WriteEdge(json, from, to);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        });
        return [.. "\n],\"categories\":"u8, .. text, .. "}\n"u8];
    }

    private static void WriteEdge(Utf8JsonWriter json, int from, int to)
    {
        json.WriteStartArray();
        json.WriteNumberValue(from + 1);
        json.WriteNumberValue(to + 1);
        json.WriteEndArray();
    }

    private static IEnumerable<(int From, int To)> Edges(Contour contour)
    {
        ImmutableArray<int> points = contour.Landmarks;
        for (var i = 1; i < points.Length; i++) yield return (points[i - 1], points[i]);
        if (contour.Closed && points.Length > 2) yield return (points[^1], points[0]);
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        // The file is no part of a web page: Chinese names stay readable.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return buffer.ToArray();
    }
}
