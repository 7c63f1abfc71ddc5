using AnnotationHub.Web.Quality;

namespace AnnotationHub.Web.Labeling;

/// <summary>The contract's codes and sentences for submissions that were not taken.</summary>
internal static class SubmitRefusals
{
    public static RefusalException Of(SubmitAnswer answer) => answer.Refusal!.Value switch
    {
        SubmitRefusal.NotFound => new(RefusalCode.NotFound, "NotFound.Assignment"),
        SubmitRefusal.StaleEpoch => new(RefusalCode.StaleEpoch, "StaleEpoch"),
        SubmitRefusal.LeaseExpired => new(RefusalCode.LeaseExpired, "LeaseExpired.NotNeeded"),
    };
}
