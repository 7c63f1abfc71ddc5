using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.SampleFaces.Truth;

/// <summary>
/// Writes the truth as COCO keypoints: 0-based pixel indices, so our position minus 0.5. v is 2 for visible; 1 for turned away or covered, with
/// the true position, which a generator knows and people can only infer; 0 with 0, 0 beyond the photograph.
/// <c>attributes.visibility</c> keeps the four apart, a letter a landmark: v visible, s self-occluded, o occluded, x outside.
/// </summary>
internal static class CocoFile
{
    private const double HalfPixel = 0.5;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, LandmarkScheme scheme, IReadOnlyList<(string File, int Width, int Height, ImmutableArray<TrueFace> Faces)> photographs)
    {
        using var text = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("{\"info\":" + Object(j => j.WriteString("description", $"Sample faces drawn by the project's own generator, true landmarks of {scheme.Key}")) + ",");
        text.WriteLine("\"licenses\":[" + Object(j =>
        {
            j.WriteNumber("id", 1);
            j.WriteString("name", "MIT");
        }) + "],");
        text.WriteLine("\"categories\":[" + Category(scheme) + "],");
        text.WriteLine("\"images\":[");
        text.WriteLine(string.Join(",\n", photographs.Select((p, i) => Object(j =>
        {
            j.WriteNumber("id", i + 1);
            j.WriteString("file_name", p.File);
            j.WriteNumber("width", p.Width);
            j.WriteNumber("height", p.Height);
            j.WriteNumber("license", 1);
        }))));
        text.WriteLine("],\"annotations\":[");
        var faces = photographs.SelectMany((p, i) => p.Faces.Select(f => (Face: f, Image: i + 1)));
        text.WriteLine(string.Join(",\n", faces.Select((f, i) => Annotation(f.Face, scheme, i + 1, f.Image))));
        text.WriteLine("]}");
    }

    private static string Category(LandmarkScheme scheme) => Object(j =>
    {
        j.WriteNumber("id", 1);
        j.WriteString("name", "face");
        j.WriteString("supercategory", "person");
        j.WriteStartArray("keypoints");
        foreach (var landmark in scheme.Landmarks)
            j.WriteStringValue(landmark.Name);
        j.WriteEndArray();
        j.WriteStartArray("skeleton");
        foreach (var c in scheme.Contours)
        {
            for (var i = c.Closed ? 0 : 1; i < c.Landmarks.Length; i++)
            {
                j.WriteStartArray();
                j.WriteNumberValue(c.Landmarks[(i + c.Landmarks.Length - 1) % c.Landmarks.Length] + 1);
                j.WriteNumberValue(c.Landmarks[i] + 1);
                j.WriteEndArray();
            }
        }

        j.WriteEndArray();
    });

    private static string Annotation(TrueFace face, LandmarkScheme scheme, int id, int image) => Object(j =>
    {
        var landmarks = face.ByScheme[scheme.Key];
        j.WriteNumber("id", id);
        j.WriteNumber("image_id", image);
        j.WriteNumber("category_id", 1);
        j.WriteNumber("iscrowd", 0);
        j.WriteNumber("area", Math.Round(face.Box.Width * face.Box.Height, 1));
        Numbers(j, "bbox", [face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height]);
        j.WriteNumber("num_keypoints", landmarks.Count(l => l.HasPosition));
        Numbers(j, "keypoints", landmarks.SelectMany(l => l.HasPosition
            ? new[] { Math.Round(l.Point.X - HalfPixel, 2), Math.Round(l.Point.Y - HalfPixel, 2), l.Visibility == Visibility.Visible ? 2 : 1 }
            : [0, 0, 0]));
        j.WriteStartObject("attributes");
        j.WriteString("visibility", string.Concat(landmarks.Select(l => Letter(l.Visibility))));
        j.WriteEndObject();
    });

    private static char Letter(Visibility visibility) => visibility switch
    {
        Visibility.Visible => 'v',
        Visibility.SelfOccluded => 's',
        Visibility.Occluded => 'o',
        Visibility.Outside or Visibility.Absent => 'x',
    };

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var n in numbers)
            json.WriteNumberValue(n);
        json.WriteEndArray();
    }

    private static string Object(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
