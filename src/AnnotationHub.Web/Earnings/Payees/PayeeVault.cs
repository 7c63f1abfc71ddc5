using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace AnnotationHub.Web.Earnings.Payees;

/// <summary>Protects personal numbers at rest with the program's own keys.</summary>
public sealed class PayeeVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector details = protection.CreateProtector("AnnotationHub.Payee.1");
    private readonly IDataProtector files = protection.CreateProtector("AnnotationHub.PayoutFile.1");

    public string Protect(PayeeDetails payee) => details.Protect(JsonSerializer.Serialize(payee));

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was protected with keys that this database does not hold.</exception>
    public PayeeDetails Open(string protectedDetails) => JsonSerializer.Deserialize<PayeeDetails>(details.Unprotect(protectedDetails))!;

    public byte[] ProtectFile(byte[] content) => files.Protect(content);

    public byte[] OpenFile(byte[] protectedContent) => files.Unprotect(protectedContent);
}
