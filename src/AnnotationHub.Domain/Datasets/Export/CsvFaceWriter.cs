using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>
/// CSV by RFC 4180: a row a face, six columns a landmark. UTF-8 without a mark, comma, CRLF, decimal points whatever the machine's language.
/// <para>Convention: positions as we keep them, from the photograph's top-left corner, so that the centre of the first pixel is 0.5; every digit that
/// is needed to read the same number back. A landmark without a position has empty cells; one that is turned away or covered has its inferred
/// position, which COCO leaves out.</para>
/// <para>A text that a spreadsheet would run as a formula gets an apostrophe in front.</para>
/// </summary>
public static class CsvFaceWriter
{
    /// <summary>How a manifest names this file's coordinates.</summary>
    public const string Convention = "positions in pixels from the photograph's top-left corner (centre of the first pixel 0.5, 0.5); not rounded";

    private static readonly string[] FaceColumns =
    [
        "trace_code", "image_id", "file_name", "image_width", "image_height", "image_sha256", "box_x", "box_y", "box_width", "box_height",
        "annotations", "annotators", "agreement_percent", "predicted_error_percent", "origin",
    ];

    private static readonly string[] LandmarkColumns = ["x", "y", "visibility", "cov_xx", "cov_xy", "cov_yy"];

    /// <param name="faces">Faces of one photograph must follow one another.</param>
    /// <param name="output">Written in order, not closed.</param>
    /// <param name="progress">Told the number of faces written so far.</param>
    /// <exception cref="InvalidDataException">A face has other than the scheme's number of landmarks.</exception>
    public static async Task<WrittenCounts> WriteAsync(
        IAsyncEnumerable<FinishedFace> faces,
        LandmarkScheme scheme,
        Stream output,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(output);
        using (var head = new Utf8Buffer())
        {
            var row = new CsvRow(head);
            foreach (var column in FaceColumns) row.Text(column);
            foreach (var landmark in scheme.Landmarks)
            {
                foreach (var column in LandmarkColumns) row.Text($"{landmark.Name}_{column}");
            }

            row.End();
            await output.WriteAsync(head.Written, cancellation);
        }

        return await FaceBatches.WriteAsync(faces, (batch, formatted) => Add(batch, scheme, formatted.Main), output, null, progress, cancellation);
    }

    private static void Add(List<NumberedFace> batch, LandmarkScheme scheme, Utf8Buffer text)
    {
        foreach (var (face, _, _, _) in batch)
        {
            if (face.Landmarks.Length != scheme.Count)
                throw new InvalidDataException($"Face {face.TraceCode} has {face.Landmarks.Length} landmarks, {scheme.Key} has {scheme.Count}.");
            var row = new CsvRow(text);
            AddFace(face, row);
            for (var i = 0; i < scheme.Count; i++) AddLandmark(face, i, row);
            row.End();
        }
    }

    private static void AddFace(FinishedFace face, CsvRow row)
    {
        row.Text(face.TraceCode);
        row.Text(face.Photograph.Id);
        row.Text(face.Photograph.FileName);
        row.Number(face.Photograph.WidthPx);
        row.Number(face.Photograph.HeightPx);
        row.Text(face.Photograph.Sha256);
        row.Number(face.Box.X);
        row.Number(face.Box.Y);
        row.Number(face.Box.Width);
        row.Number(face.Box.Height);
        row.Number(face.AnnotationCount);
        row.Text(string.Join(' ', face.Annotators));
        if (face.AgreementPercent is { } agreement) row.Number(agreement);
        else row.Empty();
        row.Number(face.PredictedErrorPercent);
        row.Text(face.Origin switch { FaceOrigin.Consensus => "consensus", FaceOrigin.Corrected => "corrected", FaceOrigin.Gold => "gold" });
    }

    private static void AddLandmark(FinishedFace face, int index, CsvRow row)
    {
        var landmark = face.Landmarks[index];
        if (landmark.HasPosition)
        {
            row.Number(landmark.Point.X);
            row.Number(landmark.Point.Y);
        }
        else
        {
            row.Empty();
            row.Empty();
        }

        row.Text(VisibilityWire.Name(landmark.Visibility));
        if (landmark.HasPosition && face.Covariances.Length == face.Landmarks.Length)
        {
            row.Number(face.Covariances[index].Sxx);
            row.Number(face.Covariances[index].Sxy);
            row.Number(face.Covariances[index].Syy);
        }
        else
        {
            for (var i = 0; i < 3; i++) row.Empty();
        }
    }
}
