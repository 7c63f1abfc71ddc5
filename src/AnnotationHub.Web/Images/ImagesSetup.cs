using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Images.Intake;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Images;

public static class ImagesSetup
{
    public static void AddImages(this WebApplicationBuilder builder)
    {
        var root = builder.Environment.ContentRootPath;
        var services = builder.Services;
        services.AddSingleton(provider =>
            provider.GetRequiredService<IConfiguration>().GetSection(ImagesOptions.Section).Get<ImagesOptions>() ?? new ImagesOptions());
        services.AddSingleton(provider => OpenStore(provider, root));
        services.AddSingleton(provider => OpenSpool(provider.GetRequiredService<ImagesOptions>(), root));
#if IMAGE_SHARP
        services.AddSingleton<IPhotographEngine, ImageSharpEngine>();
#else
        services.AddSingleton<IPhotographEngine, NetVipsEngine>();
#endif
        services.AddSingleton<PixelGate>();
        services.AddSingleton<PhotographStore>();
        services.AddSingleton<PhotographPreparation>();
        services.AddSingleton<PhotographIntake>();
        services.AddSingleton<PhotographAccess>();
        services.AddSingleton<WorkPhotographs>();
        services.AddSingleton<IVerification, ImageVerification>();
    }

    public static void MapImages(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        UploadEndpoint.Map(api);
        ImageEndpoints.Map(api);
    }

    private static IImageStore OpenStore(IServiceProvider provider, string root)
    {
        var options = provider.GetRequiredService<ImagesOptions>();
        return options.Provider switch
        {
            ImagesProvider.Folder => OpenFolder(provider, options, root),
            ImagesProvider.S3 when string.IsNullOrWhiteSpace(options.S3.Bucket) =>
                throw new InvalidOperationException($"{ImagesOptions.Section}:S3:Bucket is missing: with {ImagesOptions.Section}:Provider=S3 photographs are kept in a bucket."),
            ImagesProvider.S3 => new S3ImageStore(options.S3, Path.Combine(root, options.Folder, "incoming"), options.VerifyOnRead),
        };
    }

    private static FolderImageStore OpenFolder(IServiceProvider provider, ImagesOptions options, string root)
    {
        var store = new FolderImageStore(Path.Combine(root, options.Folder), options.VerifyOnRead);
        store.SweepLeftovers(provider.GetRequiredService<TimeProvider>().GetUtcNow());
        return store;
    }

    private static SpoolFolder OpenSpool(ImagesOptions options, string root) =>
        new(Directory.CreateDirectory(Path.Combine(root, options.Folder, "incoming")).FullName);
}
