using AnnotationHub.Storage;

namespace AnnotationHub.Web.Hosting;

/// <summary>What is known of a write's key when it arrives.</summary>
public enum IdempotencyOutcome
{
    /// <summary>Never seen: the caller now holds it and must finish or release it.</summary>
    Fresh,

    /// <summary>Finished before: the first answer is to be given again.</summary>
    Replay,

    /// <summary>The key belongs to another request.</summary>
    KeyReused,

    /// <summary>The same request is being worked on at this moment, here or on another node.</summary>
    InProgress,
}

/// <summary>Remembers what a write with an Idempotency-Key answered the first time; one row per account and key.</summary>
public sealed class IdempotencyStore(Database database)
{
    private const string FindSql =
        """
        SELECT request_hash, status_code, location, body, created_at FROM idempotency_record
        WHERE user_id = @userId AND idempotency_key = @key
        """;

    // A row without an answer yet has status 0.
    private const string HoldSql =
        """
        INSERT INTO idempotency_record (user_id, idempotency_key, request_hash, status_code, body, created_at)
        VALUES (@userId, @key, @requestHash, 0, '', @now)
        """;

    private const string TakeOverSql =
        """
        UPDATE idempotency_record SET created_at = @now
        WHERE user_id = @userId AND idempotency_key = @key AND status_code = 0 AND created_at = @heldSince
        """;

    private const string FinishSql =
        """
        UPDATE idempotency_record SET status_code = @statusCode, location = @location, body = @body
        WHERE user_id = @userId AND idempotency_key = @key AND status_code = 0
        """;

    private const string ReleaseSql =
        "DELETE FROM idempotency_record WHERE user_id = @userId AND idempotency_key = @key AND status_code = 0";

    private const string ForgetSql = "DELETE FROM idempotency_record WHERE user_id = @userId AND created_at < @forgetBefore";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>A holder that has been silent for so long died with its process.</summary>
    private static readonly TimeSpan HeldAtMost = TimeSpan.FromMinutes(2);

    public async Task<(IdempotencyOutcome Outcome, IdempotencyRecord? Record)> BeginAsync(Guid userId, string key, byte[] requestHash, DateTimeOffset now)
    {
        try
        {
            return await database.WriteAsync(session => HoldAsync(session, userId, key, requestHash, now));
        }
        catch (Exception failure) when (database.Dialect.IsUniqueViolation(failure))
        {
            // Two nodes held the same key at once: the index gives it to the first.
            return (IdempotencyOutcome.InProgress, null);
        }
    }

    public Task FinishAsync(Guid userId, string key, int statusCode, string? location, string body) =>
        database.WriteAsync(session => session.ExecuteAsync(FinishSql, new { userId, key, statusCode, location, body }));

    /// <summary>Gives the key back after a refusal or a failure, so that the caller may try again with it.</summary>
    public Task ReleaseAsync(Guid userId, string key) =>
        database.WriteAsync(session => session.ExecuteAsync(ReleaseSql, new { userId, key }));

    private static async Task<(IdempotencyOutcome Outcome, IdempotencyRecord? Record)> HoldAsync(DbSession session, Guid userId, string key, byte[] requestHash, DateTimeOffset now)
    {
        await session.ExecuteAsync(ForgetSql, new { userId, forgetBefore = now - KeptFor });
        var record = await session.FirstOrDefaultAsync<IdempotencyRecord>(FindSql, new { userId, key });
        if (record is null)
        {
            await session.ExecuteAsync(HoldSql, new { userId, key, requestHash, now });
            return (IdempotencyOutcome.Fresh, null);
        }

        if (!record.RequestHash.AsSpan().SequenceEqual(requestHash)) return (IdempotencyOutcome.KeyReused, null);
        if (record.StatusCode != 0) return (IdempotencyOutcome.Replay, record);
        if (now - record.CreatedAt < HeldAtMost) return (IdempotencyOutcome.InProgress, null);
        var taken = await session.ExecuteAsync(TakeOverSql, new { userId, key, now, heldSince = record.CreatedAt });
        return (taken > 0 ? IdempotencyOutcome.Fresh : IdempotencyOutcome.InProgress, null);
    }
}

/// <summary>The first answer to a request.</summary>
public sealed class IdempotencyRecord
{
    public byte[] RequestHash { get; init; } = [];

    public int StatusCode { get; init; }

    public string? Location { get; init; }

    public string Body { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
