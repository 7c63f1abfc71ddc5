namespace AnnotationHub.Web.Images;

/// <summary>Why a file does not become a photograph.</summary>
public enum PhotographRefusal
{
    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>Its content is no JPEG, PNG or WebP, whatever its name says.</summary>
    NotAPhotograph,

    /// <summary>More bytes than <see cref="PhotographLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>More pixels than <see cref="PhotographLimits.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>A side longer than <see cref="PhotographLimits.MaxSidePx"/>.</summary>
    SideTooLong,

    /// <summary>An animation: which of its pictures is the face to be labelled?</summary>
    SeveralFrames,

    /// <summary>Cut off or broken: shown, it would be shown in part.</summary>
    Damaged,

    /// <summary>Decoding took longer than <see cref="PhotographLimits.DecodingTime"/>.</summary>
    TookTooLong,
}
