namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>What of the file a problem costs.</summary>
public enum ProblemEffect
{
    /// <summary>Nothing after this place was read; what came before it stands.</summary>
    FileCutShort,

    /// <summary>This face is left out.</summary>
    FaceDropped,

    /// <summary>The face stays with its box; its landmarks are left out.</summary>
    LandmarksDropped,
}

/// <summary>Why a part of a landmark file could not be used. The names are keys of the localised texts.</summary>
public enum LandmarkFileProblemCode
{
    /// <summary>Not the format that it was taken for: another root element, no list of landmarks.</summary>
    NotThisFormat,

    /// <summary>The syntax breaks off or is broken here: a truncated file, a tag that is not closed.</summary>
    Malformed,

    /// <summary>The document brings a document type or entities, which are never read.</summary>
    ForbiddenDocumentType,

    /// <summary>Its declared character encoding is unknown, or its bytes are not of that encoding.</summary>
    UnknownEncoding,

    /// <summary>Larger than <see cref="LandmarkFileLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>More faces than <see cref="LandmarkFileLimits.MaxFaces"/>.</summary>
    TooManyFaces,

    /// <summary>A value that must be there is not.</summary>
    MissingValue,

    /// <summary>A value that is no number.</summary>
    NotANumber,

    /// <summary>NaN, infinite, or beyond what a number can hold.</summary>
    NotFinite,

    /// <summary>A visibility flag other than 0, 1 and 2.</summary>
    UnknownVisibility,

    /// <summary>The box has no width or no height.</summary>
    EmptyBox,

    /// <summary>Neither a box nor a landmark with a position.</summary>
    NoBoxNorLandmarks,

    /// <summary>Other than the project's landmark scheme has.</summary>
    WrongLandmarkCount,

    /// <summary>The landmarks' names do not tell which landmarks of the scheme they are.</summary>
    UnknownLandmarkNames,

    /// <summary>The same landmark twice on one face.</summary>
    DuplicateLandmark,

    /// <summary>The face belongs to a photograph that the file does not list.</summary>
    UnknownImage,

    /// <summary>A landmark lies beyond the edge of the photograph.</summary>
    LandmarkOutsidePhotograph,

    /// <summary>The box does not touch the photograph.</summary>
    BoxOutsidePhotograph,

    /// <summary>The file states another size of the photograph than it has: its coordinates belong to another rendition.</summary>
    PhotographSizeDiffers,
}

/// <param name="Code">What is wrong.</param>
/// <param name="Effect">What it costs.</param>
/// <param name="Line">Line of the file from 1; null where a format has no lines or the problem concerns the whole.</param>
/// <param name="Element">The element or field as the file names it, such as <c>part[x]</c> or <c>annotations[3].keypoints</c>.</param>
/// <param name="Image">The photograph concerned; null where it is not known.</param>
/// <param name="Found">What stands there instead, shortened; shown to the client as text.</param>
/// <param name="Expected">What was expected, where that is a number or a name.</param>
public sealed record LandmarkFileProblem(
    LandmarkFileProblemCode Code,
    ProblemEffect Effect,
    int? Line,
    string Element,
    string? Image = null,
    string? Found = null,
    string? Expected = null);
