using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Earnings;

public static class EarningsSetup
{
    public static void AddEarnings(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EarningsOptions>()
            .BindConfiguration(EarningsOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<LedgerStore>();
        builder.Services.AddSingleton<WorkDayStore>();
        builder.Services.AddSingleton<IVerification, LedgerVerification>();
    }

    public static void MapEarnings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
