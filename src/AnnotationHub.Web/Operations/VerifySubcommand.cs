namespace AnnotationHub.Web.Operations;

/// <summary><c>verify</c>: runs every registered proof; exit status 1 where one finds a difference.</summary>
public static class VerifySubcommand
{
    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(app);
        var status = 0;
        foreach (var verification in app.Services.GetServices<IVerification>())
        {
            var differences = await verification.FindDifferencesAsync(cancellation);
            Console.WriteLine(differences.Count == 0 ? $"{verification.Subject}: no difference." : $"{verification.Subject}: {differences.Count} differences.");
            foreach (var difference in differences) Console.WriteLine($"  {difference}");
            if (differences.Count > 0) status = 1;
        }

        return status;
    }
}
