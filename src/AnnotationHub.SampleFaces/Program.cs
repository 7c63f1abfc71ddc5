using System.Globalization;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.SampleFaces.Casting;
using AnnotationHub.SampleFaces.Truth;

// dotnet run --project src/AnnotationHub.SampleFaces -- FOLDER [--overlays FOLDER] [NAME ...]
// With names only those photographs are taken, which is for trying things out: the landmark files then hold no others.
// dotnet run --project src/AnnotationHub.SampleFaces -- --shapes FOLDER FACES
// learns the shape models of the schemes from so many drawn faces, and writes them to the folder.
var words = args.ToList();
if (words is ["--shapes", var shapes, var count] && int.TryParse(count, CultureInfo.InvariantCulture, out var crowd))
{
    ShapeStudy.Write(shapes, crowd);
    return 0;
}

// dotnet run --project src/AnnotationHub.SampleFaces -- --unseen FILE SCHEME FACES
// writes the landmarks of drawn faces that no shipped model was learned from, to choose by.
if (words is ["--unseen", var file, var key, var number] && ShippedSchemes.Find(key) is { } scheme && int.TryParse(number, CultureInfo.InvariantCulture, out var unseen))
{
    ShapeStudy.WriteUnseen(file, scheme, unseen);
    return 0;
}

string? overlays = null;
if (words.IndexOf("--overlays") is >= 0 and var at && at + 1 < words.Count)
{
    overlays = words[at + 1];
    words.RemoveRange(at, 2);
}

if (words.Count == 0 || words[0].StartsWith('-'))
{
    Console.Error.WriteLine("usage: AnnotationHub.SampleFaces FOLDER [--overlays FOLDER] [NAME ...] | --shapes FOLDER FACES | --unseen FILE SCHEME FACES");
    return 2;
}

var names = words.Skip(1).ToHashSet(StringComparer.Ordinal);
var shots = Script.Shots.Where(s => names.Count == 0 || names.Contains(s.Name)).ToList();
if (shots.Count == 0 || names.Count > shots.Count)
{
    Console.Error.WriteLine($"The script has {Script.Shots[0].Name} to {Script.Shots[^1].Name}.");
    return 2;
}

new Album(words[0]).Write(shots, overlays);
return 0;
