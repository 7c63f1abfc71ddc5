using System.Data;
using Dapper;

namespace AnnotationHub.Storage.TypeHandlers;

/// <summary>Instants are 64-bit microseconds since 1970-01-01T00:00:00Z on both engines; finer ticks are cut off.</summary>
public sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = Instant.ToMicroseconds(value);
    }

    public override DateTimeOffset Parse(object value) => Instant.FromMicroseconds((long)value);
}
