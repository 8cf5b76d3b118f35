using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>One symbol's rows of one kind, day after day. After a failure the file is opened anew, so that nothing is added behind half a line.</summary>
internal sealed class DaySeries(IDisk disk, DayArchive archive, Symbol symbol) : IDisposable
{
    private DateOnly _day = DateOnly.MinValue;
    private DayFile? _file;
    private int _saved;

    /// <summary>False when the row belongs to a day that is over.</summary>
    public bool Add(in Candle candle)
    {
        var day = DateOnly.FromDateTime(candle.OpenTimeUtc.UtcDateTime);
        if (day < _day || (_file is null && archive.IsPacked(NameOf(day, candle.Interval))))
        {
            return false;
        }

        if (day > _day || _file is null)
        {
            Turn(day, candle.Interval);
        }

        _file!.Add(in candle);
        return true;
    }

    /// <summary>How many rows reached their files since the last call.</summary>
    public int Save()
    {
        SaveFile();
        var saved = _saved;
        _saved = 0;
        return saved;
    }

    public void Dispose() => Close();

    private void SaveFile()
    {
        try
        {
            _saved += _file?.Save() ?? 0;
        }
        catch
        {
            Close();
            throw;
        }
    }

    private void Turn(DateOnly day, TimeSpan interval)
    {
        if (_file is not null)
        {
            SaveFile();
            _file.Flush();
            Close();
        }

        disk.CreateDirectory(archive.Folder);
        _file = DayFile.Open(disk, archive.PathOf(NameOf(day, interval)));
        if (day > _day)
        {
            _day = day;
            archive.PackBefore(symbol, day);
            archive.DropOld(day);
        }
    }

    private DayFileName NameOf(DateOnly day, TimeSpan interval) => new(symbol, interval, day, IsPacked: false);

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
