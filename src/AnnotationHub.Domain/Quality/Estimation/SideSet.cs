using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>
/// Groups whose left and right can only be exchanged together (both brows), with their landmarks and mirror pairs: in each pair the one that
/// lies on the image's left comes first.
/// </summary>
internal sealed record SideSet(string[] Groups, int[] Landmarks, (int Left, int Right)[] Pairs)
{
    public static SideSet[] Of(LandmarkScheme scheme)
    {
        var set = Enumerable.Range(0, scheme.Groups.Length).ToArray();
        var groupOf = new int[scheme.Count];
        for (var g = 0; g < scheme.Groups.Length; g++)
            foreach (var l in scheme.Groups[g].Landmarks) groupOf[l] = g;
        for (var l = 0; l < scheme.Count; l++) Join(set, set[groupOf[l]], set[groupOf[scheme.Mirrors[l]]]);
        return [.. Enumerable.Range(0, scheme.Groups.Length).GroupBy(g => set[g]).Select(groups => Of(scheme, [.. groups])).Where(s => s.Pairs.Length > 0)];
    }

    private static void Join(int[] set, int a, int b)
    {
        for (var g = 0; g < set.Length; g++)
            if (set[g] == b) set[g] = a;
    }

    private static SideSet Of(LandmarkScheme scheme, int[] groups)
    {
        int[] landmarks = [.. groups.SelectMany(g => scheme.Groups[g].Landmarks)];
        // The mean shape says which of two mirrors lies on the image's left.
        var pairs = landmarks.Where(l => scheme.Mirrors[l] != l && scheme.MeanShape[l].X < scheme.MeanShape[scheme.Mirrors[l]].X);
        return new SideSet([.. groups.Select(g => scheme.Groups[g].Key)], landmarks, [.. pairs.Select(l => (l, scheme.Mirrors[l]))]);
    }
}
