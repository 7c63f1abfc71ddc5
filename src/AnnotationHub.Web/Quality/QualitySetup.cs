using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Quality.Audits;
using AnnotationHub.Web.Quality.Feedback;
using AnnotationHub.Web.Quality.Flags;
using AnnotationHub.Web.Quality.Gold;
using AnnotationHub.Web.Quality.Skill;
using AnnotationHub.Web.Quality.Skill.Nightly;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality;

public static class QualitySetup
{
    public static void AddQuality(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FindingWords>();
        services.AddSingleton<SubmissionOutcomes>();
        services.AddSingleton<AnnotationStates>();
        services.AddOptions<FlagOptions>().BindConfiguration(FlagOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SkillWatch>();
        services.AddSingleton<CopyingWatch>();
        services.AddSingleton<ConductWatch>();
        services.AddSingleton<SkillUpdates>();
        services.AddSingleton<KnownFaceWithdrawal>();
        services.AddSingleton<IVerification, SkillVerification>();
        services.AddOptions<ReestimationOptions>().BindConfiguration(ReestimationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PopulationLeases>();
        services.AddSingleton(p => new Reestimation(
            p.GetRequiredService<Database>(), p.GetRequiredService<PopulationLeases>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IOptions<ReestimationOptions>>()));
        services.AddHostedService<ReestimationLoop>();
        services.AddSingleton<GoldRetirement>();
        services.AddSingleton<FaceSettlement>();
        services.AddSingleton<SettlementNews>();
        services.AddSingleton<FlagStore>();
        services.AddSingleton<FaceFeedback>();
        services.AddSingleton<FaceFeedbackStore>();
        services.AddSingleton<KnownFaceSweep>();
        services.AddHostedService(p => p.GetRequiredService<KnownFaceSweep>());
        services.AddSingleton<StrandedFaces>();
        services.AddHostedService(p => p.GetRequiredService<StrandedFaces>());
        services.AddSingleton<AuditPlanStore>();
        services.AddSingleton<AuditStandings>();
        services.AddSingleton<AuditDraws>();
        // Their constructors take what only this room knows.
        services.AddSingleton(p => new Submissions(
            p.GetRequiredService<Database>(), p.GetRequiredService<LedgerStore>(), p.GetRequiredService<FaceSettlement>(),
            p.GetRequiredService<SubmissionOutcomes>(), p.GetRequiredService<SettlementNews>(), p.GetRequiredService<ConductWatch>(),
            p.GetRequiredService<IOptions<HandOutOptions>>()));
        services.AddSingleton(p => new KnownFaces(
            p.GetRequiredService<Database>(), p.GetRequiredService<KnownFaceWithdrawal>(), p.GetRequiredService<SettlementNews>()));
        services.AddSingleton(p => new Adjudications(
            p.GetRequiredService<Database>(), p.GetRequiredService<FaceSettlement>(), p.GetRequiredService<AnnotationStates>(), p.GetRequiredService<SettlementNews>()));
    }

    public static void MapQuality(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var api = app.MapGroup("/api/v1");
        FlagEndpoints.Map(api);
        AuditEndpoints.Map(api);
        FeedbackEndpoint.Map(api);
    }
}
