using AnnotationHub.Web.Earnings.Prices;
using AnnotationHub.Web.Operations;
using AnnotationHub.Web.Projects.Budgets;

namespace AnnotationHub.Web.Projects;

public static class ProjectsSetup
{
    public static void AddProjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProjectStore>();
        builder.Services.AddSingleton<ProjectAccess>();
        builder.Services.AddSingleton<NewProjectCheck>();
        builder.Services.AddSingleton<ProjectOpening>();
        builder.Services.AddSingleton<BudgetStore>();
        builder.Services.AddSingleton<IVerification, BudgetVerification>();
        builder.Services.AddSingleton<FaceStore>();
        builder.Services.AddSingleton<FaceHistoryStore>();
        builder.Services.AddHostedService<DemonstrationProject>();
    }

    public static void MapProjects(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        ProjectEndpoints.Map(api);
        BudgetEndpoints.Map(api);
        PriceEndpoints.Map(api);
        FaceEndpoints.Map(api);
    }
}
