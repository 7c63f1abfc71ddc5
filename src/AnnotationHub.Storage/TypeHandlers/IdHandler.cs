using System.Data;
using Dapper;

namespace AnnotationHub.Storage.TypeHandlers;

/// <summary>
/// Ids are 16 bytes, big-endian, on both engines: version-7 UUIDs then sort as they were made, which SQL Server's own
/// <c>uniqueidentifier</c> order would not do.
/// </summary>
public sealed class IdHandler : SqlMapper.TypeHandler<Guid>
{
    public override void SetValue(IDbDataParameter parameter, Guid value)
    {
        parameter.DbType = DbType.Binary;
        parameter.Size = 16;
        parameter.Value = value.ToByteArray(bigEndian: true);
    }

    public override Guid Parse(object value) => new((byte[])value, bigEndian: true);
}
