using System.Globalization;
using System.Resources;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>The hub's sentences as the resource files have them.</summary>
internal static class LabelingWords
{
    private static readonly ResourceManager Texts = new(typeof(LabelingTexts));

    public static string In(string culture, string key, params object[] arguments)
    {
        var sentence = Texts.GetString(key, CultureInfo.GetCultureInfo(culture));
        Assert.NotNull(sentence);
        return string.Format(CultureInfo.GetCultureInfo(culture), sentence, arguments);
    }
}
