using AnnotationHub.Web.Landmarks.Learning;

namespace AnnotationHub.Web.Landmarks;

public static class LandmarksSetup
{
    public static void AddLandmarks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ShapeStudyOptions>().BindConfiguration(ShapeStudyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ProjectShapes>();
        builder.Services.AddSingleton<ShapeStudy>();
        builder.Services.AddHostedService<ShapeStudyLoop>();
    }

    public static void MapLandmarks(this WebApplication app)
    {
        SchemeEndpoints.Map(app.MapGroup("/api/v1/schemes"));
        ProjectShapeEndpoint.Map(app.MapGroup("/api/v1"));
    }
}
