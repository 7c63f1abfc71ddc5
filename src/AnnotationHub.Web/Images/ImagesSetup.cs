using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Images.Intake;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Images;

public static partial class ImagesSetup
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

    /// <summary>
    /// Opens the store before the first request. Settings that it refuses end the start; a store that is away does not, for then nobody could
    /// submit either: what needs it fails until it is back.
    /// </summary>
    public static async Task PrepareImagesAsync(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IImageStore>() is not S3ImageStore store) return;
        using var late = new CancellationTokenSource(S3Settings.Patience);
        try
        {
            await store.CheckAccessAsync(late.Token);
        }
        catch (IOException failure)
        {
            LogAway(app.Logger, app.Services.GetRequiredService<ImagesOptions>().S3.Endpoint, failure);
        }
    }

    private static IImageStore OpenStore(IServiceProvider provider, string root)
    {
        var options = provider.GetRequiredService<ImagesOptions>();
        return options.Provider switch
        {
            ImagesProvider.Folder => OpenFolder(provider, options, root),
            ImagesProvider.S3 when S3Settings.FaultOf(options.S3) is { } fault => throw new InvalidOperationException(fault),
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

    [LoggerMessage(LogLevel.Error, "The photographs' S3 store ({Endpoint}) is away: photographs cannot be shown or taken in until it is back.")]
    private static partial void LogAway(ILogger log, string? endpoint, Exception failure);
}
