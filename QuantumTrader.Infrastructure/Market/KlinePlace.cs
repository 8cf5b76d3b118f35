namespace QuantumTrader.Infrastructure.Market;

/// <summary>Where the reader is, so that every fault can say it.</summary>
internal sealed class KlinePlace(string file)
{
    public string File { get; } = file;

    /// <summary>From 1; 0 before the first line.</summary>
    public int Line { get; set; }

    /// <summary>True on a last line that has no line end.</summary>
    public bool IsUnterminated { get; set; }

    public KlineFileException Fault(string message) => new(File, Line, IsUnterminated
        ? $"{message} The file ends inside this line, so it may be cut off: get the file again, or delete the line."
        : message);

    public KlineFileException FileFault(string message, Exception? inner = null) => new(File, 0, message, inner);
}
