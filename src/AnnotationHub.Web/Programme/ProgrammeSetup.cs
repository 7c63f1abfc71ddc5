namespace AnnotationHub.Web.Programme;

public static class ProgrammeSetup
{
    public static void AddProgramme(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProgrammeOptions>().BindConfiguration(ProgrammeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Places>();
        builder.Services.AddSingleton<ProgrammeFacts>();
        builder.Services.AddSingleton<ProgrammeDesk>();
    }

    public static void MapProgramme(this WebApplication app)
    {
        // A file that cannot be used is found at the start.
        app.Services.GetRequiredService<Places>();
        ProgrammeEndpoint.Map(app.MapGroup("/api/v1"));
    }
}
