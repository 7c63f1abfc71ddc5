namespace AnnotationHub.Web.Images;

/// <summary>Finds the best JPEG that the line's budget carries.</summary>
internal static class WorkQuality
{
    // From one that hides nothing to one that still shows the edge of a lid; below that a smaller picture would be the honest answer.
    private static readonly int[] Ladder = [85, 77, 68, 58, 48];

    /// <param name="encode">Encodes at a JPEG quality of 1 to 100.</param>
    public static byte[] Within(int budgetBytes, Func<int, byte[]> encode)
    {
        var best = encode(Ladder[0]);
        foreach (var quality in Ladder.AsSpan(1))
        {
            if (best.Length <= budgetBytes) break;
            best = encode(quality);
        }

        return best;
    }
}
