using System.Data.Common;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tasks;

/// <summary>Reads the stored forms from the rows of prepared commands, which do not pass through Dapper.</summary>
internal static class RowReading
{
    public static Guid GetId(this DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public static DateTimeOffset GetInstant(this DbDataReader row, int column) => Instant.FromMicroseconds(row.GetInt64(column));

    public static byte[]? GetBytesOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
