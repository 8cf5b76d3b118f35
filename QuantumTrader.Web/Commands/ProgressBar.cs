using System.Globalization;

namespace QuantumTrader.Web.Commands;

/// <summary>How far a long command is, on the error stream of a terminal; nothing at all where nobody looks.</summary>
public sealed class ProgressBar(long total, TextWriter writer, bool isShown) : IDisposable
{
    private const int Width = 40;
    private int _shown = -1;

    public void Report(long done)
    {
        var filled = (int)(Width * done / Math.Max(1, total));
        if (!isShown || filled == _shown)
        {
            return;
        }

        _shown = filled;
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', filled)}{new string('.', Width - filled)}] {100 * done / Math.Max(1, total)} %"));
    }

    public void Clear()
    {
        if (isShown && _shown >= 0)
        {
            writer.Write("\r" + new string(' ', Width + 10) + "\r");
            _shown = -1;
        }
    }

    public void Dispose() => Clear();
}
