namespace AnnotationHub.Domain.Quality.Reliability;

/// <summary>Whether a face was labelled faster than a hand can.</summary>
public static class Pace
{
    /// <summary>
    /// The shortest time in which a trained hand aims at a new point and clicks: Fitts' law with the constants of the mouse (Card, English and
    /// Burr, Ergonomics 21, 1978: 1.03 + 0.096·ID s for text; a practised pointing of two bits takes 0.25 s at the very least).
    /// </summary>
    public const double LeastSecondsPerPoint = 0.25;

    /// <param name="pointsPlaced">Landmarks that the person placed or moved one by one; those that the program proposed and nobody touched do not count.</param>
    /// <param name="active">Time on the face, pauses taken out.</param>
    public static bool IsImpossible(int pointsPlaced, TimeSpan active)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pointsPlaced);
        return pointsPlaced >= 5 && active.TotalSeconds < pointsPlaced * LeastSecondsPerPoint;
    }
}
