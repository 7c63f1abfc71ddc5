using System.Text.Encodings.Web;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Export;

/// <summary>The text of one annotation and one photograph of a COCO file; see <see cref="CocoKeypointsWriter"/> for the conventions.</summary>
internal static class CocoFaceText
{
    public const int CategoryId = 1;

    /// <summary>What taken from a position makes it a pixel index.</summary>
    private const double HalfPixel = 0.5;

    public static void Add(List<NumberedFace> batch, LandmarkScheme scheme, FormattedBatch formatted)
    {
        foreach (var face in batch)
        {
            Check(face.Face, scheme);
            AddAnnotation(face, formatted.Main);
            if (face.IsFirstOfPhotograph) AddPhotograph(face, formatted.Side);
        }
    }

    private static void Check(FinishedFace face, LandmarkScheme scheme)
    {
        if (face.Landmarks.Length != scheme.Count)
            throw new InvalidDataException($"Face {face.TraceCode} has {face.Landmarks.Length} landmarks, {scheme.Key} has {scheme.Count}.");
        foreach (var landmark in face.Landmarks)
        {
            if (!landmark.Point.IsFinite) throw new InvalidDataException($"Face {face.TraceCode} has a landmark at ({landmark.Point.X}, {landmark.Point.Y}).");
        }
    }

    private static void AddAnnotation(NumberedFace numbered, Utf8Buffer text)
    {
        var (face, box) = (numbered.Face, numbered.Face.Box);
        text.Add(numbered.Number == 1 ? "\n{\"id\":"u8 : ",\n{\"id\":"u8);
        text.Add((long)numbered.Number);
        text.Add(",\"image_id\":"u8);
        text.Add((long)numbered.PhotographNumber);
        text.Add(",\"category_id\":1,\"iscrowd\":0,\"area\":"u8);
        text.AddHundredths(box.Width * box.Height);
        text.Add(",\"bbox\":["u8);
        text.AddHundredths(box.X);
        text.Add((byte)',');
        text.AddHundredths(box.Y);
        text.Add((byte)',');
        text.AddHundredths(box.Width);
        text.Add((byte)',');
        text.AddHundredths(box.Height);
        text.Add("],\"keypoints\":["u8);
        var labelled = AddKeypoints(face, text);
        text.Add("],\"num_keypoints\":"u8);
        text.Add((long)labelled);
        AddAttributes(face, text);
        AddCovariances(face, text);
        text.Add((byte)'}');
    }

    // One reservation for all keypoints, then numbers straight into it: nine tenths of a file are these.
    private static int AddKeypoints(FinishedFace face, Utf8Buffer text)
    {
        const int MaxKeypoint = (2 * Hundredths.MaxLength) + 2;
        var landmarks = face.Landmarks.AsSpan();
        var to = text.Room(landmarks.Length * MaxKeypoint);
        var (at, labelled) = (0, 0);
        foreach (ref readonly var landmark in landmarks)
        {
            if (landmark.Visibility is Visibility.SelfOccluded or Visibility.Outside)
            {
                "0,0,0,"u8.CopyTo(to[at..]);
                at += 6;
                continue;
            }

            labelled++;
            at = Hundredths.Write(to, at, landmark.Point.X - HalfPixel);
            at = Hundredths.Write(to, at, landmark.Point.Y - HalfPixel);
            to[at++] = landmark.Visibility == Visibility.Visible ? (byte)'2' : (byte)'1';
            to[at++] = (byte)',';
        }

        // Without the last comma.
        text.Advance(Math.Max(at - 1, 0));
        return labelled;
    }

    private static void AddAttributes(FinishedFace face, Utf8Buffer text)
    {
        text.Add(",\"attributes\":{\"trace_code\":"u8);
        AddString(face.TraceCode, text);
        text.Add(",\"annotations\":"u8);
        text.Add((long)face.AnnotationCount);
        text.Add(",\"annotators\":["u8);
        for (var i = 0; i < face.Annotators.Length; i++)
        {
            if (i > 0) text.Add((byte)',');
            AddString(face.Annotators[i], text);
        }

        text.Add("],\"agreement_percent\":"u8);
        if (face.AgreementPercent is { } agreement) text.AddHundredths(agreement);
        else text.Add("null"u8);
        text.Add(",\"predicted_error_percent\":"u8);
        text.AddHundredths(face.PredictedErrorPercent);
        text.Add(",\"origin\":\""u8);
        text.Add(OriginName(face.Origin));
        text.Add("\",\"visibility\":\""u8);
        var letters = text.Room(face.Landmarks.Length);
        for (var i = 0; i < face.Landmarks.Length; i++) letters[i] = Letter(face.Landmarks[i].Visibility);
        text.Advance(face.Landmarks.Length);
        text.Add("\"}"u8);
    }

    private static void AddCovariances(FinishedFace face, Utf8Buffer text)
    {
        if (face.Covariances.Length != face.Landmarks.Length) return;
        text.Add(",\"keypoints_covariance\":["u8);
        var covariances = face.Covariances.AsSpan();
        var to = text.Room(covariances.Length * 3 * Hundredths.MaxLength);
        var at = 0;
        foreach (ref readonly var covariance in covariances)
        {
            at = Hundredths.Write(to, at, covariance.Sxx);
            at = Hundredths.Write(to, at, covariance.Sxy);
            at = Hundredths.Write(to, at, covariance.Syy);
        }

        text.Advance(Math.Max(at - 1, 0));
        text.Add((byte)']');
    }

    private static void AddPhotograph(NumberedFace numbered, Utf8Buffer text)
    {
        var photograph = numbered.Face.Photograph;
        text.Add(numbered.PhotographNumber == 1 ? "\n{\"id\":"u8 : ",\n{\"id\":"u8);
        text.Add((long)numbered.PhotographNumber);
        text.Add(",\"file_name\":"u8);
        AddString(photograph.FileName, text);
        text.Add(",\"width\":"u8);
        text.Add((long)photograph.WidthPx);
        text.Add(",\"height\":"u8);
        text.Add((long)photograph.HeightPx);
        text.Add(",\"source_id\":"u8);
        AddString(photograph.Id, text);
        text.Add(",\"sha256\":"u8);
        AddString(photograph.Sha256, text);
        text.Add((byte)'}');
    }

    private static void AddString(string value, Utf8Buffer text)
    {
        text.Add((byte)'"');
        text.Add(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        text.Add((byte)'"');
    }

    private static byte Letter(Visibility visibility) => visibility switch
    {
        Visibility.Visible => (byte)'v',
        Visibility.Occluded => (byte)'o',
        Visibility.SelfOccluded => (byte)'s',
        Visibility.Outside or Visibility.Absent => (byte)'x',
    };

    private static ReadOnlySpan<byte> OriginName(FaceOrigin origin) => origin switch
    {
        FaceOrigin.Consensus => "consensus"u8,
        FaceOrigin.Corrected => "corrected"u8,
        FaceOrigin.Gold => "gold"u8,
    };
}
