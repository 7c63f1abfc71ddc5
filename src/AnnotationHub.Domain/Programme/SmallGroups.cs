namespace AnnotationHub.Domain.Programme;

/// <summary>A place with the places in it, and what a figure of it adds up.</summary>
/// <param name="Key">Of the place within its parent.</param>
/// <param name="Own">Of the people who are in none of the places in it.</param>
public sealed record GroupNode(string Key, GroupSum Own, IReadOnlyList<GroupNode> Children)
{
    /// <summary>Of everybody in it.</summary>
    public GroupSum Sum { get; } = Children.Aggregate(Own, (sum, child) => sum + child.Sum);
}

/// <summary>
/// Which sums may be shown so that no one's part can be read off, not by looking and not by subtracting what is shown from what
/// is shown. A sum of fewer than k people, or one that is nearly all one person's, is hidden; where the hidden children of a shown place
/// would together be such a sum, the smallest shown ones are hidden with them, as the rest would be the difference; what lies in a
/// hidden place is hidden too. So every sum that can be formed of shown ones is of nobody or of at least k people, none of whom has
/// nearly all of it.
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
        if (root.Sum.MayBeShown(smallest)) Show(root, smallest, shown);
        return shown;
    }

    private static void Show(GroupNode node, int smallest, HashSet<GroupNode> shown)
    {
        shown.Add(node);
        var hidden = node.Children.Where(c => !c.Sum.MayBeShown(smallest)).ToList();
        // People of the place itself, in none of its parts, are hidden by nature.
        var rest = hidden.Aggregate(node.Own, (sum, child) => sum + child.Sum);
        foreach (var next in node.Children.Except(hidden).Where(c => c.Sum.People > 0).OrderBy(c => c.Sum.People).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            if (rest.MayBeShown(smallest)) break;
            hidden.Add(next);
            rest += next.Sum;
        }

        foreach (var child in node.Children.Except(hidden, ReferenceEqualityComparer.Instance).Cast<GroupNode>()) Show(child, smallest, shown);
    }
}
