using System.IO.Compression;
using AnnotationHub.Web.Hosting.Metrics;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.ResponseCompression;

namespace AnnotationHub.Web.Hosting;

public static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Time is read here, at the edge, and handed on as an argument.
        services.AddSingleton(TimeProvider.System);
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Cultures.Configure);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Customize);
        services.AddSingleton<Problems>();
        // Thrown in Development alone by default, where the answer would be a 500.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<MalformedRequests>();
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.AddRateLimiter(options => RateLimits.Configure(options, builder.Configuration.GetSection(RateLimits.Section).Get<RateLimits>() ?? new RateLimits()));
        services.AddResponseCompression(ConfigureCompression);
        // Lines in the villages are slow; by default answers are compressed for a fast server's sake, to nearly twice the size.
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddHealth();
        services.AddMetricsEndpoint();
        services.AddOpenApi("v1", OpenApiDocument.Configure);
        services.AddRazorPages(options => options.RootDirectory = "/");
        services.AddAntiforgery(options => options.Cookie.Name = "annotationhub-antiforgery");
        services.AddSingleton<KeyStore>();
        services.AddDataProtection().SetApplicationName("AnnotationHub");
        services.AddOptions<KeyManagementOptions>().Configure<KeyStore>((options, store) => options.XmlRepository = store);
        services.AddSingleton<IdempotencyStore>();
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWhen(context => RequestKind.IsPage(context.Request), branch =>
        {
            // Outermost: a request that cannot be read leaves the handler as a bare 400, which becomes a page here.
            branch.UseStatusCodePagesWithReExecute("/error/{0}");
            branch.UseExceptionHandler("/error/500");
            branch.Use(ErrorPage.AsLookAsync);
        });
        app.UseWhen(context => !RequestKind.IsPage(context.Request), branch =>
        {
            branch.UseExceptionHandler();
            branch.UseStatusCodePages();
        });
        app.UseRouting();
        app.UseOriginCheck();
        app.UseAuthentication();
        app.UseTrail();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseIdempotency();
    }

    public static void MapHosting(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        TextSets.Map(app);
        CultureSwitch.Map(app);
    }

    // Pages carry antiforgery tokens and answers of the API may carry secrets beside what a caller sent: over https only
    // what is the same for everybody is compressed. Static assets are compressed by the build.
    private static void ConfigureCompression(ResponseCompressionOptions options)
    {
        options.EnableForHttps = false;
        options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
    }
}
