namespace AnnotationHub.Web.Earnings;

/// <summary>Marks the texts of this capability: <c>EarningsTexts.resx</c> (Chinese) and <c>EarningsTexts.en.resx</c>.</summary>
public sealed class EarningsTexts;
