using System.Text.Json;
using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Web.Projects;

/// <summary>The repository's sample photographs with their true landmarks, and what its <c>demonstration.json</c> says of the project.</summary>
internal sealed record DemonstrationFolder(NewProject Project, string LandmarkFile, IReadOnlyList<string> GoldPhotographs, IReadOnlyList<string> Photographs)
{
    private const string FolderName = "sample-images";
    private const string Description = "demonstration.json";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    /// <summary>Looks for the samples at the given places and above them; null where there are none, as in an installation without sources.</summary>
    public static DemonstrationFolder? Find(params string[] places)
    {
        foreach (var place in places)
        {
            for (var folder = new DirectoryInfo(place); folder is not null; folder = folder.Parent)
            {
                var samples = Path.Combine(folder.FullName, FolderName);
                if (File.Exists(Path.Combine(samples, Description))) return Read(samples);
            }
        }

        return null;
    }

    private static DemonstrationFolder Read(string folder)
    {
        using var stream = File.OpenRead(Path.Combine(folder, Description));
        var file = JsonSerializer.Deserialize<DescriptionFile>(stream, Reading)!;
        var gold = file.Gold.ToHashSet(StringComparer.Ordinal);
        var photographs = Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).ToList();
        var (project, price) = (file.Project, Money.TryParse(file.Project.PricePerFace.Amount, file.Project.PricePerFace.Currency));
        var guideline = $"{project.GuidelineZh}\n\n{project.GuidelineEn}";
        return new(
            new(project.NameZh, project.Scheme, price!.Value, project.Redundancy.Minimum, project.Redundancy.Maximum, NewProjectCheck.DefaultErrorPercent, guideline),
            Path.Combine(folder, $"landmarks.{project.Scheme}.coco.json"),
            [.. photographs.Where(p => gold.Contains(Path.GetFileName(p)))],
            [.. photographs.Where(p => !gold.Contains(Path.GetFileName(p)))]);
    }

    private sealed record DescriptionFile(DescribedProject Project, IReadOnlyList<string> Gold);

    private sealed record DescribedProject(
        string NameZh, string Scheme, string GuidelineZh, string GuidelineEn, DescribedPrice PricePerFace, RedundancyResponse Redundancy);

    private sealed record DescribedPrice(string Amount, string Currency);
}
