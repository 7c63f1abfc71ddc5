using System.Data;
using System.Data.Common;

namespace AnnotationHub.Storage;

/// <summary>The compiled commands of one connection, by their text.</summary>
internal sealed class PreparedCommands : IDisposable
{
    private readonly Dictionary<string, PreparedCommand> commands = new(StringComparer.Ordinal);

    public PreparedCommand Get(DbConnection connection, DbTransaction? transaction, string sql)
    {
        if (!commands.TryGetValue(sql, out var prepared))
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            commands.Add(sql, prepared = new PreparedCommand(command));
        }

        prepared.Command.Transaction = transaction;
        return prepared;
    }

    public void Dispose()
    {
        foreach (var prepared in commands.Values) prepared.Command.Dispose();
        commands.Clear();
    }
}

/// <summary>A command kept for its connection; parameters are made at their first use and set anew each time.</summary>
public sealed class PreparedCommand
{
    internal PreparedCommand(DbCommand command) => Command = command;

    internal DbCommand Command { get; }

    public PreparedCommand Set(string name, Guid id) => Set(name, DbType.Binary, id.ToByteArray(bigEndian: true));

    public PreparedCommand Set(string name, DateTimeOffset instant) => Set(name, DbType.Int64, Instant.ToMicroseconds(instant));

    public PreparedCommand Set(string name, long value) => Set(name, DbType.Int64, value);

    public PreparedCommand Set(string name, double value) => Set(name, DbType.Double, value);

    public PreparedCommand Set(string name, string? value) => Set(name, DbType.String, value);

    public PreparedCommand Set(string name, byte[]? value) => Set(name, DbType.Binary, value);

    public Task<int> ExecuteAsync() => Command.ExecuteNonQueryAsync();

    /// <summary>Dispose the reader before the command is used again.</summary>
    public Task<DbDataReader> ReadAsync() => Command.ExecuteReaderAsync();

    private PreparedCommand Set(string name, DbType type, object? value)
    {
        DbParameter parameter;
        var index = Command.Parameters.IndexOf(name);
        if (index < 0)
        {
            parameter = Command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            Command.Parameters.Add(parameter);
        }
        else
        {
            parameter = Command.Parameters[index];
        }

        parameter.Value = value ?? DBNull.Value;
        return this;
    }
}
