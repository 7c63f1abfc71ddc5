namespace AnnotationHub.Domain.Tasks;

/// <summary>When a project's faces will be done, from how fast the latest ones were.</summary>
public static class FinishForecast
{
    /// <summary>The newest faces that the pace is taken from: enough to outlast a lunch break, few enough to follow a change of crew.</summary>
    public const int RecentFaces = 50;

    /// <summary>Without a face for so long the work rests, and nobody knows when it goes on.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(3);

    private const int FewestFaces = 5;
    private const double FarthestDays = 3_650;

    /// <summary><c>now + left / pace</c>, the pace over the time since the oldest of the recent faces, nights and weekends included; null where there is none to speak of.</summary>
    /// <param name="left">Faces that are not finished.</param>
    /// <param name="recent">How many recent faces there are, at most <see cref="RecentFaces"/>.</param>
    /// <param name="oldest">When the oldest of them was accepted.</param>
    /// <param name="newest">When the newest was.</param>
    public static DateTimeOffset? At(int left, int recent, DateTimeOffset oldest, DateTimeOffset newest, DateTimeOffset now)
    {
        if (left <= 0 || recent < FewestFaces || now - newest > Rest || oldest >= now) return null;
        var days = left * (now - oldest).TotalDays / recent;
        return days > FarthestDays ? null : now + TimeSpan.FromDays(days);
    }
}
