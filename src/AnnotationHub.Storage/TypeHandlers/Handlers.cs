using Dapper;

namespace AnnotationHub.Storage.TypeHandlers;

/// <summary>Dapper's handlers are process-global, so one of each must serve both engines.</summary>
internal static class Handlers
{
    private static readonly Lazy<bool> Registration = new(() =>
    {
        // Dapper sends a Guid and a DateTimeOffset in its own way unless its own map is taken out first.
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(Guid), new IdHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return true;
    });

    public static void Register() => _ = Registration.Value;
}
