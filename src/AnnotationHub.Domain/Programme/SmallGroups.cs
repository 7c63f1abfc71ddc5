namespace AnnotationHub.Domain.Programme;

/// <summary>A place with the places in it, and how many people a figure of it adds up.</summary>
/// <param name="Key">Of the place within its parent.</param>
/// <param name="People">Of the whole subtree: at least the sum of its children's.</param>
public sealed record GroupNode(string Key, int People, IReadOnlyList<GroupNode> Children);

/// <summary>
/// Which sums may be shown so that no one's part can be read off, not by looking and not by subtracting what is shown from what
/// is shown. A sum of fewer than k people is hidden; where the hidden children of a shown place are together fewer than k, the
/// smallest shown ones are hidden with them, as the rest would be the difference; what lies in a hidden place is hidden too.
/// So every sum that can be formed of shown ones is of nobody or of at least k people.
/// </summary>
public static class SmallGroups
{
    /// <summary>The nodes whose sums may be shown. A place with nobody in it shows its nought.</summary>
    /// <param name="smallest">k: at least 2.</param>
    public static IReadOnlySet<GroupNode> Shown(GroupNode root, int smallest)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 2);
        var shown = new HashSet<GroupNode>(ReferenceEqualityComparer.Instance);
        if (root.People == 0 || root.People >= smallest) Show(root, smallest, shown);
        return shown;
    }

    private static void Show(GroupNode node, int smallest, HashSet<GroupNode> shown)
    {
        shown.Add(node);
        var hidden = node.Children.Where(c => c.People > 0 && c.People < smallest).ToList();
        // People of the place itself, in none of its parts, are hidden by nature.
        var hiddenPeople = hidden.Sum(c => c.People) + node.People - node.Children.Sum(c => c.People);
        foreach (var next in node.Children.Where(c => c.People >= smallest).OrderBy(c => c.People).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            if (hiddenPeople == 0 || hiddenPeople >= smallest) break;
            hidden.Add(next);
            hiddenPeople += next.People;
        }

        foreach (var child in node.Children.Except(hidden, ReferenceEqualityComparer.Instance).Cast<GroupNode>()) Show(child, smallest, shown);
    }
}
