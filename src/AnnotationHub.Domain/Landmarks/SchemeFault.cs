using System.Collections.Immutable;

namespace AnnotationHub.Domain.Landmarks;

/// <summary>The rule of a scheme file that was broken.</summary>
public enum SchemeRule
{
    /// <summary>Not JSON, a member missing, of the wrong type, twice, or unknown.</summary>
    Format,

    /// <summary>The scheme's key or version, or a group's or contour's key: its form, or its being the only one.</summary>
    Key,

    /// <summary>A label, hint or name without text in one of the two languages.</summary>
    Text,

    /// <summary>How many landmarks there are.</summary>
    Count,

    /// <summary>Landmarks are listed by index 0, 1, 2, … without a gap.</summary>
    Index,

    /// <summary>A landmark's name: its form, or its being the only one.</summary>
    Name,

    /// <summary>Every landmark is in exactly one group, every group has a known kind.</summary>
    Group,

    /// <summary>A contour has at least two landmarks that exist, none twice.</summary>
    Contour,

    /// <summary>The mirror's mirror is the landmark itself, on the other side.</summary>
    Mirror,

    /// <summary>The mirror maps every group onto a group of its kind and every contour onto a contour.</summary>
    MirroredLines,

    /// <summary>The normalising pair are mirrors of each other, image left first.</summary>
    Normalization,

    /// <summary>Tolerances are positive per cents.</summary>
    Tolerance,

    /// <summary>The mean shape is finite, mirror-symmetric and in units of the normalising distance.</summary>
    MeanShape,
}

/// <summary>One broken rule: <paramref name="Message"/> names the landmark or line and the permitted range.</summary>
public sealed record SchemeFault(SchemeRule Rule, LocalizedText Message);

/// <summary>What came of reading a scheme file: a scheme, or everything that is wrong with it.</summary>
public sealed record SchemeReading(LandmarkScheme? Scheme, ImmutableArray<SchemeFault> Faults);
