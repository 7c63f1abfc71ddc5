using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality;

/// <summary>What several people's visibilities of one landmark come to.</summary>
public static class VisibilityVote
{
    /// <summary>The most frequent one; among equals the one that says more of the position (visible first, outside last).</summary>
    public static Visibility Of(IEnumerable<Visibility> votes) =>
        votes.GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
}
