using AnnotationHub.Storage;

namespace AnnotationHub.Web.Hosting;

public static class StorageSetup
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var root = builder.Environment.ContentRootPath;
        builder.Services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IConfiguration>().GetSection(DatabaseOptions.Section).Get<DatabaseOptions>();
            return Database.Create(options ?? new DatabaseOptions(), root);
        });
        builder.Services.AddSingleton(provider => new Migrator(provider.GetRequiredService<Database>().Dialect));
    }

    /// <summary>Brings the schema up to date before the first request.</summary>
    public static async Task PrepareStorageAsync(this WebApplication app)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(now);
    }
}
