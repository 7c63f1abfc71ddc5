using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

/// <summary>What a draft keeps of one landmark: where it was put last, and what it took to put it there.</summary>
/// <param name="Index">Of the landmark in its scheme.</param>
/// <param name="Placed">Where it was put last.</param>
/// <param name="Sequence">Number of the placement that put it there.</param>
/// <param name="Placements">How many times it was put; stays at 255.</param>
/// <param name="ElapsedMs">Time that the browser reported for it, summed over its placements; milliseconds.</param>
public readonly record struct DraftLandmark(int Index, PlacedLandmark Placed, uint Sequence, byte Placements, uint ElapsedMs);
