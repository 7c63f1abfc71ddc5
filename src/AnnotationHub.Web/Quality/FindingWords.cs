using System.Globalization;
using AnnotationHub.Domain.Annotations;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Labeling;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Quality;

/// <summary>Findings in the language of the call.</summary>
public sealed class FindingWords(IStringLocalizer<LabelingTexts> texts)
{
    public FindingMessage Of(LandmarkScheme scheme, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(finding);
        var culture = CultureInfo.CurrentUICulture.Name;
        var first = finding.Landmark is { } l ? scheme.Landmarks[l].Label.In(culture) : "";
        var second = finding.Other is { } o ? scheme.Landmarks[o].Label.In(culture) : "";
        var group = scheme.Groups.FirstOrDefault(g => g.Key == finding.Group)?.Name.In(culture) ?? first;
        var message = texts[$"Finding.{finding.Code}", finding.Code == FindingCode.Swapped ? group : first, second].Value;
        return new FindingMessage(
            finding.Id, finding.Landmark, Code(finding.Code), finding.CanBeAcknowledged ? FindingSeverity.Warning : FindingSeverity.Error, message);
    }

    private static string Code(FindingCode code) => Storage.EnumText.Of(code);
}
