namespace AnnotationHub.Web.Consensus;

/// <summary>Marks what <c>consensus</c> says: in English where the terminal's language is English, else in Chinese.</summary>
public sealed class ConsensusTexts;
