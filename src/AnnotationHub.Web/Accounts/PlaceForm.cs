using AnnotationHub.Web.Programme;

namespace AnnotationHub.Web.Accounts;

/// <summary>Where a person lives, as a form asks for it.</summary>
/// <param name="Places">Whose townships are offered.</param>
public sealed record PlaceForm(Places Places, string? County, string? Township, string? Village);
