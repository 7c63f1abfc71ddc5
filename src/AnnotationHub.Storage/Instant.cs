namespace AnnotationHub.Storage;

/// <summary>The stored form of an instant: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class Instant
{
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>What comes back when <paramref name="instant"/> is stored and read: cut to the microsecond.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));
}
