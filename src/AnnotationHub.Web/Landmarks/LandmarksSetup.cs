namespace AnnotationHub.Web.Landmarks;

public static class LandmarksSetup
{
    public static void MapLandmarks(this WebApplication app) => SchemeEndpoints.Map(app.MapGroup("/api/v1/schemes"));
}
