using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>What several people's visibilities of one landmark come to.</summary>
public static class VisibilityVote
{
    /// <summary>
    /// The most frequent one; among equals the one that says more of the position (visible first, outside last). Who was not asked
    /// does not vote; where nobody was, the landmark is outside.
    /// </summary>
    public static Visibility Of(IEnumerable<Visibility> votes) =>
        votes.Where(v => v != Visibility.Absent).GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.Key ?? Visibility.Outside;
}
