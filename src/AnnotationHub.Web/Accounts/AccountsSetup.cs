using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Accounts;

public static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var isDevelopment = builder.Environment.IsDevelopment();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section)
            .Validate(o => AccountsOptions.IsSound(o, isDevelopment), $"Accounts:* must be positive, and PasswordIterations at least {AccountsOptions.LeastPasswordIterations} outside Development.")
            .ValidateOnStart();
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountsOptions>>((hasher, accounts) => hasher.IterationCount = accounts.Value.PasswordIterations);
        services.AddIdentityCore<AppUser>(ConfigureIdentity).AddUserStore<UserStore>();
        services.AddAuthenticationSchemes();
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<SignedInUserStore>();
        services.AddSingleton<OpenConnections>();
        services.AddHostedService(p => p.GetRequiredService<OpenConnections>());
        services.AddSingleton<SessionTokenStore>();
        services.AddSingleton<PasswordLinkStore>();
        services.AddSingleton<CertificationStore>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<AccountDesk>();
        services.AddScoped<SignIn>();
        services.AddScoped<StepUp>();
        services.AddScoped<DemoAccounts>();
        services.AddScoped<FirstAdministrator>();
    }

    /// <summary>Makes sure that somebody can come in, before the first request.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (app.Environment.IsDevelopment())
        {
            if (!app.Configuration.GetValue("Demo:Accounts", true)) return;
            var lines = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().CreateOnEmptyAsync(now);
            if (lines.Count > 0) Console.WriteLine($"Demonstration accounts and their passwords:\n{string.Join('\n', lines)}");
            return;
        }

        var path = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().LinkPathAsync(now);
        if (path is not null) Console.WriteLine($"Set the first administrator's password (user name: admin) once with this link:\n  {BaseAddress(app)}{path}");
    }

    public static void MapAccounts(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Accounts");
        SessionEndpoints.Map(api);
        MeEndpoints.Map(api);
        SignOutEndpoint.Map(app);
        LandingEndpoint.Map(app);
    }

    internal static string BaseAddress(WebApplication app) => (app.Configuration["Urls"] ?? "").Split(';')[0].TrimEnd('/');

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Password.RequiredLength = PasswordRules.LeastLength;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = PasswordRules.LeastDifferent;
    }
}
