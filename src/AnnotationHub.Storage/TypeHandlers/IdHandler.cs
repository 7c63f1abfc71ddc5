using System.Data;
using Dapper;

namespace AnnotationHub.Storage.TypeHandlers;

/// <summary>
/// Ids are 16 bytes, big-endian, on both engines: version-7 UUIDs then sort as they were made, which SQL Server's own
/// <c>uniqueidentifier</c> order would not do.
/// </summary>
public sealed class IdHandler : SqlMapper.ITypeHandler
{
    // Not Dapper's TypeHandler<Guid>: that leaves a null untyped, and SQL Server refuses to put its nvarchar into a binary column.
    public void SetValue(IDbDataParameter parameter, object value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        parameter.DbType = DbType.Binary;
        parameter.Size = 16;
        parameter.Value = value is Guid id ? id.ToByteArray(bigEndian: true) : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) => new Guid((byte[])value, bigEndian: true);
}
