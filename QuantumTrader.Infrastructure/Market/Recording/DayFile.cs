using System.Buffers;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>
/// One symbol's rows of one day, in plain text so that a crash costs its last line at most: a line that was cut off is cut away when
/// the file is opened again. Rows that are not newer than the last one are left out, so that the bars which a start asks for again do no harm.
/// </summary>
internal sealed class DayFile : IDisposable
{
    private readonly IDiskFile _file;
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private long _lastOpenMs;

    private DayFile(IDiskFile file, long lastOpenMs) => (_file, _lastOpenMs) = (file, lastOpenMs);

    /// <summary>Rows that <see cref="Save"/> will write.</summary>
    public int Waiting { get; private set; }

    /// <exception cref="IOException">The disk refuses, or the file is none of the recorder's.</exception>
    public static DayFile Open(IDisk disk, string path)
    {
        var (length, lastOpenMs) = disk.Exists(path) ? SoundPart.Of(disk, path) : default;
        var file = disk.OpenAppend(path);
        try
        {
            if (file.Length != length)
            {
                file.Truncate(length);
            }

            if (length == 0)
            {
                file.Append(KlineRowWriter.Header);
            }

            return new DayFile(file, lastOpenMs);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Add(in Candle candle)
    {
        var openMs = candle.OpenTimeUtc.ToUnixTimeMilliseconds();
        if (openMs > _lastOpenMs)
        {
            _lastOpenMs = openMs;
            Waiting++;
            KlineRowWriter.Write(in candle, _waiting);
        }
    }

    /// <summary>How many rows it wrote.</summary>
    public int Save()
    {
        var rows = Waiting;
        if (rows > 0)
        {
            _file.Append(_waiting.WrittenSpan);
            _waiting.ResetWrittenCount();
            Waiting = 0;
        }

        return rows;
    }

    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();
}
