namespace AnnotationHub.Domain.Quality.Estimation;

/// <summary>A stream of labelled faces that can be read again from its beginning, always in the same order.</summary>
public interface ILabelSource
{
    /// <summary>Back to the first face.</summary>
    void Rewind();

    /// <summary>Fills in the next face; false at the end.</summary>
    bool Next(FaceLabels face);
}
