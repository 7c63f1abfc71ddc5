using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Trail;

public static class TrailSetup
{
    public static void AddTrail(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<TrailStore>();
        builder.Services.AddSingleton<IVerification, TrailVerification>();
    }

    public static void MapTrail(this WebApplication app) => TrailEndpoint.Map(app.MapGroup("/api/v1"));
}
