namespace AnnotationHub.Web.Operations;

/// <summary>Marks what the subcommands say: in English where the terminal's language is English, else in Chinese.</summary>
public sealed class OperationsTexts;
