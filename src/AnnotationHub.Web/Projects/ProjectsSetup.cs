namespace AnnotationHub.Web.Projects;

public static class ProjectsSetup
{
    public static void AddProjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProjectStore>();
        builder.Services.AddSingleton<ProjectAccess>();
        builder.Services.AddSingleton<NewProjectCheck>();
        builder.Services.AddSingleton<FaceStore>();
        builder.Services.AddSingleton<FaceHistoryStore>();
        builder.Services.AddHostedService<DemonstrationProject>();
    }

    public static void MapProjects(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        ProjectEndpoints.Map(api);
        FaceEndpoints.Map(api);
    }
}
