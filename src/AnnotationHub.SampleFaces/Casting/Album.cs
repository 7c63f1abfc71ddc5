using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Truth;
using NetVips;

namespace AnnotationHub.SampleFaces.Casting;

/// <summary>The folder that the set is written to: photographs, one landmark file per scheme, and what the demonstration is made of.</summary>
internal sealed class Album(string folder)
{
    private const int JpegQuality = 88;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Takes every photograph and writes it, then the files about all of them.</summary>
    /// <param name="shots">In the order in which they are listed.</param>
    /// <param name="overlays">A folder for pictures with the truth drawn over them; null for none.</param>
    public void Write(IReadOnlyList<Shot> shots, string? overlays)
    {
        Directory.CreateDirectory(folder);
        var photographs = new List<(string File, int Width, int Height, ImmutableArray<TrueFace> Faces)>();
        foreach (var shot in shots)
        {
            var (pixels, faces) = shot.Take();
            var file = shot.Name + ".jpg";
            Jpeg(pixels, shot, Path.Combine(folder, file));
            if (overlays is not null)
                Overlays(pixels, shot, faces, overlays);
            photographs.Add((file, shot.Width, shot.Height, faces));
            Console.WriteLine($"{file}: {shot.Width} x {shot.Height}, faces: {faces.Length}");
        }

        foreach (var scheme in ShippedSchemes.All)
        {
            using var output = File.Create(Path.Combine(folder, $"landmarks.{scheme.Key}.coco.json"));
            CocoFile.Write(output, scheme, photographs);
        }

        File.WriteAllText(Path.Combine(folder, "demonstration.json"), JsonSerializer.Serialize(Demonstration(shots), Readable) + "\n");
    }

    private static void Jpeg(byte[] pixels, Shot shot, string path)
    {
        using var image = Image.NewFromMemory(pixels, shot.Width, shot.Height, 3, Enums.BandFormat.Uchar);
        image.Jpegsave(path, q: JpegQuality, optimizeCoding: true, subsampleMode: Enums.ForeignSubsample.Auto);
    }

    private static void Overlays(byte[] pixels, Shot shot, ImmutableArray<TrueFace> faces, string overlays)
    {
        Directory.CreateDirectory(overlays);
        foreach (var scheme in ShippedSchemes.All)
        {
            using var image = Image.NewFromMemory(
                Overlay.Draw(pixels, shot.Width, shot.Height, faces, scheme.Key), shot.Width, shot.Height, 3, Enums.BandFormat.Uchar);
            image.Pngsave(Path.Combine(overlays, $"{shot.Name}.{scheme.Key}.png"));
        }
    }

    private static object Demonstration(IReadOnlyList<Shot> shots) => new
    {
        project = new
        {
            nameZh = "示范项目：山西面孔 72 点",
            nameEn = "Demonstration: Shanxi faces, 72 points",
            scheme = "cheekbone-72",
            guidelineZh = "按照分组顺序标注：先脸的轮廓，再眉、鼻、眼、嘴，最后颧骨。左右以本人为准。被头发或眼镜挡住的点，点在它应在的位置并标为“遮挡”；转到看不见的一侧的点标为“转过去”。",
            guidelineEn = "Label group by group: the outline of the face first, then brows, nose, eyes and mouth, the cheekbones last. Left and right are the person's own. Where hair or glasses cover a point, put it where it would be and mark it occluded; on the side turned away mark it turned away.",
            pricePerFace = new { amount = "1.20", currency = "CNY" },
            redundancy = new { minimum = 2, maximum = 4 },
        },
        gold = shots.Where(s => s.Gold).Select(s => s.Name + ".jpg").ToArray(),
    };
}
