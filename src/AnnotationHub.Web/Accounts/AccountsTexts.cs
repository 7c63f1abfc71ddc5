namespace AnnotationHub.Web.Accounts;

/// <summary>Marks the texts of the accounts.</summary>
public sealed class AccountsTexts;
