using System.Runtime.CompilerServices;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Web.Consensus;

/// <summary>Puts the rows of one image together into labels, whatever their order.</summary>
internal sealed class FaceAssembler(int landmarks)
{
    private readonly List<Label> labels = [];
    private readonly Stack<Label> spare = [];
    private int last = -1;

    /// <summary>Labels beyond the fifth of their image, which were not used.</summary>
    public long LeftOut { get; private set; }

    public int Count => labels.Count;

    /// <exception cref="LabelFileException">The landmark was there already, or the label is another worker's.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in LabelRow row)
    {
        var label = Find(row);
        if (label.Worker != row.Worker) throw new LabelFileException(row.Line, LabelFault.TwoWorkers, $"{row.Slot}");
        if (!double.IsNaN(label.X[row.Landmark])) throw new LabelFileException(row.Line, LabelFault.Twice, $"{row.Landmark}");
        (label.X[row.Landmark], label.Y[row.Landmark]) = (row.X, row.Y);
    }

    /// <summary>Writes the face, its labels in the order of their slots (the five lowest), and begins the next.</summary>
    public void WriteTo(LabelSpool spool, ReadOnlySpan<byte> image)
    {
        if (labels.Count == 0) return;
        labels.Sort((a, b) => a.Slot.CompareTo(b.Slot));
        var used = Math.Min(labels.Count, FaceLabels.MaximumLabels);
        LeftOut += labels.Count - used;
        spool.BeginFace(image, used);
        for (var k = 0; k < used; k++) spool.AddLabel(labels[k].Worker, labels[k].X, labels[k].Y);
        foreach (var label in labels) spare.Push(label);
        labels.Clear();
        last = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Label Find(in LabelRow row)
    {
        if (last >= 0 && labels[last].Slot == row.Slot) return labels[last];
        for (last = 0; last < labels.Count; last++)
            if (labels[last].Slot == row.Slot) return labels[last];
        var label = spare.Count > 0 ? spare.Pop() : new Label(landmarks);
        label.Begin(row.Slot, row.Worker);
        labels.Add(label);
        return label;
    }

    private sealed class Label(int landmarks)
    {
        public int Slot { get; private set; }

        public int Worker { get; private set; }

        public double[] X { get; } = new double[landmarks];

        public double[] Y { get; } = new double[landmarks];

        public void Begin(int slot, int worker)
        {
            (Slot, Worker) = (slot, worker);
            Array.Fill(X, double.NaN);
            Array.Fill(Y, double.NaN);
        }
    }
}
