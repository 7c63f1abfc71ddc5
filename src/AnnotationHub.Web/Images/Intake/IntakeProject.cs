using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>What the intake needs to know of the project that it fills.</summary>
/// <param name="LabelsWanted">How many annotators each face is asked of at first.</param>
public sealed record IntakeProject(Guid Id, LandmarkScheme Scheme, int LabelsWanted);
