using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings.Appeals;
using AnnotationHub.Web.Earnings.Payees;
using AnnotationHub.Web.Earnings.Payouts;
using AnnotationHub.Web.Earnings.Payouts.Bank;
using AnnotationHub.Web.Earnings.Payslips;
using AnnotationHub.Web.Earnings.Prices;
using AnnotationHub.Web.Earnings.Proof;
using AnnotationHub.Web.Earnings.Rules;
using AnnotationHub.Web.Earnings.Work;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Operations;
using Microsoft.Extensions.Localization;

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
        builder.Services.AddSingleton<EarningsStore>();
        builder.Services.AddSingleton(p => new EarningsNews(
            p.GetRequiredService<Database>(), p.GetRequiredService<LabelingNews>(), p.GetRequiredService<EarningsStore>(), p.GetRequiredService<IStringLocalizer<EarningsTexts>>()));
        builder.Services.AddSingleton<StatementStore>();
        builder.Services.AddSingleton<FaceEarningsStore>();
        builder.Services.AddSingleton<FaceEvidenceStore>();
        builder.Services.AddSingleton<PayslipStore>();
        builder.Services.AddSingleton<PriceDesk>();
        builder.Services.AddSingleton<OpenWork>();
        builder.Services.AddSingleton<TopUpDesk>();
        builder.Services.AddSingleton<BonusDesk>();
        builder.Services.AddSingleton<ExtraStore>();
        builder.Services.AddHostedService<RulesClock>();
        builder.Services.AddSingleton<AppealStore>();
        builder.Services.AddSingleton<OpenAppeals>();
        builder.Services.AddSingleton<AppealClock>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AppealClock>());
        builder.Services.AddSingleton<PayeeVault>();
        builder.Services.AddSingleton<PayeeStore>();
        builder.Services.AddSingleton<BankTemplates>();
        builder.Services.AddSingleton<BankExport>();
        builder.Services.AddSingleton<WageRecordStore>();
        builder.Services.AddSingleton<PayoutStore>();
        builder.Services.AddSingleton<PayoutReader>();
        builder.Services.AddSingleton<PayoutDesk>();
        builder.Services.AddSingleton<ItemCorrections>();
        builder.Services.AddSingleton<LedgerRemedies>();
        builder.Services.AddSingleton<LedgerDesk>();
        builder.Services.AddSingleton<LedgerVerification>();
        builder.Services.AddSingleton<IVerification>(provider => provider.GetRequiredService<LedgerVerification>());
    }

    public static void MapEarnings(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        // A template that cannot be used is found at the start, not on pay day.
        app.Services.GetRequiredService<BankTemplates>();
        EarningsEndpoints.Map(api);
        PayeeEndpoints.Map(api);
        PayslipEndpoints.Map(api);
        WorkEndpoint.Map(api);
        AppealEndpoints.Map(api);
        PayoutEndpoints.Map(api);
        CorrectionEndpoint.Map(api);
        LedgerEndpoints.Map(api);
        WageRecordEndpoint.Map(api);
    }
}
