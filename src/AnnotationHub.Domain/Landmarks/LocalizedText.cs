namespace AnnotationHub.Domain.Landmarks;

/// <summary>A short text of a data file in the two languages of the product.</summary>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary><paramref name="culture"/> is a culture name such as <c>zh-CN</c>; everything but English reads Chinese.</summary>
    public string In(string culture) => culture.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Zh;
}
