using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Domain.Quality.Reliability;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>
/// Who is flagged after how many faces, from a cold start: worlds in which every annotator is new, faces in turn, each annotator judged at the
/// very face that makes the number full.
/// </summary>
internal sealed class SpamDetection(int faces)
{
    public int Spammers { get; private set; }

    public int SpammersStopped { get; private set; }

    public int Honest { get; private set; }

    /// <summary>Honest annotators with a flag that says stop, and with any flag at all.</summary>
    public int HonestStopped { get; private set; }

    public int HonestFlagged { get; private set; }

    public int Sloppy { get; private set; }

    /// <summary>Sloppy annotators with any flag.</summary>
    public int SloppyFlagged { get; private set; }

    public void Add(World world)
    {
        var online = new OnlineEstimation(PopulationModel.Prior(world.Scheme));
        var (face, source) = (new FaceLabels(world.Scheme), new WorldLabels(world, 3));
        var made = new int[world.Annotators.Length];
        while (source.Next(face))
        {
            online.Take(face);
            var skills = online.Skills;
            for (var k = 0; k < face.Count; k++)
                if (++made[face.Annotator(k)] == faces) Judge(world.Annotators[face.Annotator(k)].Sort, skills[face.Annotator(k)], online.Population);
        }
    }

    private void Judge(AnnotatorSort sort, AnnotatorSkill skill, PopulationModel population)
    {
        var flags = AnnotatorFlags.Of(SkillReport.Of(skill, population), population);
        var stopped = flags.Any(f => f.Severity == FlagSeverity.Stop) ? 1 : 0;
        var flagged = flags.Length > 0 ? 1 : 0;
        switch (sort)
        {
            case AnnotatorSort.Honest:
                (Honest, HonestStopped, HonestFlagged) = (Honest + 1, HonestStopped + stopped, HonestFlagged + flagged);
                break;
            case AnnotatorSort.Sloppy:
                (Sloppy, SloppyFlagged) = (Sloppy + 1, SloppyFlagged + flagged);
                break;
            default:
                (Spammers, SpammersStopped) = (Spammers + 1, SpammersStopped + stopped);
                break;
        }
    }
}
