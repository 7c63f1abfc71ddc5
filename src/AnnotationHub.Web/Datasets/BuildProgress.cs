namespace AnnotationHub.Web.Datasets;

/// <summary>How far a release's files are; told by the writers, read by the renewal of the lease.</summary>
internal sealed class BuildProgress(int faces)
{
    /// <summary>COCO and CSV: each writes every face once.</summary>
    private const int Passes = 2;

    /// <summary>The rest is for the small files and the commit: 1 is only ever written together with the state.</summary>
    private const double WritingShare = 0.98;

    private int written;
    private int before;

    /// <summary>0 to 0.98.</summary>
    public double Share => faces == 0 ? 0 : WritingShare * Math.Min(1, (Volatile.Read(ref before) + Volatile.Read(ref written)) / (double)((long)Passes * faces));

    /// <summary>For one writer's pass over all faces.</summary>
    public IProgress<int> Pass()
    {
        Volatile.Write(ref before, before + written);
        Volatile.Write(ref written, 0);
        return new Told(this);
    }

    private sealed class Told(BuildProgress all) : IProgress<int>
    {
        public void Report(int value) => Volatile.Write(ref all.written, value);
    }
}
