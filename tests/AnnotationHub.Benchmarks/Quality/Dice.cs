namespace AnnotationHub.Benchmarks.Quality;

/// <summary>Random numbers of the shapes that the world needs, from one seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    public double Uniform() => random.NextDouble();

    public double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());

    public int Below(int n) => random.Next(n);

    public bool Chance(double p) => random.NextDouble() < p;

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Student's t; with <paramref name="freedom"/> above 2 scaled to variance 1, otherwise to the normal's quartiles. 0: normal.</summary>
    public double Tailed(double freedom)
    {
        if (freedom <= 0) return Normal();
        double square = 0;
        var whole = (int)Math.Ceiling(freedom);
        for (var i = 0; i < whole; i++)
        {
            var z = Normal();
            square += z * z * freedom / whole;
        }

        var t = Normal() / Math.Sqrt(square / freedom);
        return freedom > 2 ? t * Math.Sqrt((freedom - 2) / freedom) : t * 0.826;
    }

    /// <summary>Exponential with mean 1: gamma of shape 1, the activity of an annotator.</summary>
    public double Exponential() => -Math.Log(1 - random.NextDouble());
}
