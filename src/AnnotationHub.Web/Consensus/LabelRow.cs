namespace AnnotationHub.Web.Consensus;

/// <summary>One row of a file of labels: where one annotator put one landmark. Images and workers by number, in the order of their first row.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Slot">The label's number on its image.</param>
internal readonly record struct LabelRow(long Line, int Image, int Slot, int Worker, int Landmark, double X, double Y);

/// <summary>What is wrong with a file of labels.</summary>
internal enum LabelFault
{
    /// <summary>The first line is not the header.</summary>
    Header,

    /// <summary>A row has another number of fields than six, or its quotes do not close.</summary>
    Fields,

    /// <summary>A name is empty, or longer than 1,000 bytes.</summary>
    Name,

    /// <summary>A slot is no whole number from 0.</summary>
    Slot,

    /// <summary>A landmark is no index of the scheme.</summary>
    Landmark,

    /// <summary>A coordinate is no number between minus and plus ten million.</summary>
    Coordinate,

    /// <summary>A landmark of a label comes twice.</summary>
    Twice,

    /// <summary>One label of an image is of two workers.</summary>
    TwoWorkers,
}

/// <summary>A row that cannot be used. Nothing is written.</summary>
internal sealed class LabelFileException(long line, LabelFault fault, string value) : Exception($"Line {line}: {fault} {value}")
{
    public long Line { get; } = line;

    public LabelFault Fault { get; } = fault;

    /// <summary>What stands there.</summary>
    public string Value { get; } = value;
}
