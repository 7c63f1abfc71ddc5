namespace AnnotationHub.Web.Images.Intake;

/// <summary>The names of one file of an upload.</summary>
/// <param name="Own">Within its archive, or as sent: by which landmark files know it.</param>
/// <param name="Reported">With its archive's name before it.</param>
/// <param name="Scope">Number of the archive, or <see cref="UploadScopes.Outermost"/>.</param>
internal readonly record struct FileName(string Own, string Reported, int Scope);

/// <summary>
/// Which landmark files speak of which photographs: those of an archive of its own photographs, those beside the archives of all. An
/// archive of landmark files alone counts as lying beside.
/// </summary>
internal sealed class UploadScopes
{
    public const int Outermost = 0;

    private readonly Dictionary<int, LandmarkCatalog> catalogs = [];

    public UploadScopes(IReadOnlyList<FileName> photographs, IReadOnlyList<(FileName File, NamedLandmarkFile Landmarks)> landmarks)
    {
        var byScope = photographs.ToLookup(p => p.Scope, p => p.Own);
        var forAll = landmarks.Where(l => l.File.Scope == Outermost || !byScope.Contains(l.File.Scope)).Select(l => l.Landmarks).ToList();
        foreach (var scope in byScope)
        {
            var own = scope.Key == Outermost ? [] : landmarks.Where(l => l.File.Scope == scope.Key).Select(l => l.Landmarks);
            catalogs.Add(scope.Key, new LandmarkCatalog([.. own, .. forAll], [.. scope]));
        }
    }

    public LandmarkMatch For(FileName photograph) => catalogs[photograph.Scope].For(photograph.Own);

    /// <summary>How many of a landmark file's photographs are not in the upload.</summary>
    public int Unmatched(NamedLandmarkFile file) => file.File.Images.Count(i => !catalogs.Values.Any(c => c.Knows(file, i)));
}
