namespace QuantumTrader.Infrastructure.Market;

/// <summary>A kline file that cannot be used; the message names the file, the line, what is wrong and what to do.</summary>
public sealed class KlineFileException : Exception
{
    /// <param name="file">As it was given.</param>
    /// <param name="line">From 1; 0 when the fault is in the file as a whole.</param>
    /// <param name="message">What is wrong and what to do, without file and line.</param>
    /// <param name="inner">What the system said, if it was the system.</param>
    public KlineFileException(string file, int line, string message, Exception? inner = null)
        : base(line > 0 ? $"{file}, line {line}: {message}" : $"{file}: {message}", inner)
    {
        File = file;
        Line = line;
    }

    public string File { get; }

    public int Line { get; }
}
