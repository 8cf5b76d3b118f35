using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>
/// Keeps what the market told: closed bars and the marks of each second, a file for each symbol and day in the columns of the exchange's
/// own kline files, packed when the day is over. Whoever offers never waits: what the disk does not take in time is dropped and counted.
/// A crash costs the rows of the last two seconds at most; bars of them come again with the history of the next start.
/// </summary>
public sealed class MarketRecorder : BackgroundService
{
    /// <summary>Rows that wait for the disk: 80 s of 200 symbols' marks.</summary>
    public const int QueueMax = 16_384;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(2);
    private readonly Channel<Row> _queue;
    private readonly RecorderOptions _options;
    private readonly RecordedFolders _folders;
    private readonly Func<long?> _freeBytes;
    private readonly TimeProvider _time;
    private readonly ILogger<MarketRecorder> _log;
    private readonly Dictionary<Symbol, SecondOfMarks> _seconds = []; // as many as are traded
    private long _dropped;
    private RecorderHealth _health;

    /// <param name="options">What is recorded and for how long.</param>
    /// <param name="folder">Holds a folder for each kind.</param>
    /// <param name="disk">Where it is.</param>
    /// <param name="freeBytes">Room on that disk; null when that is not known, which is no reason not to record.</param>
    /// <param name="time">Of the waits between two writes.</param>
    /// <param name="log">For people.</param>
    public MarketRecorder(RecorderOptions options, string folder, IDisk disk, Func<long?> freeBytes, TimeProvider time, ILogger<MarketRecorder> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _freeBytes, _time, _log) = (options, freeBytes, time, log);
        _folders = new RecordedFolders(disk, folder, options.RetentionDays);
        _health = new(options.Enabled ? RecorderState.Recording : RecorderState.Off, 0, 0, null, null);
        _queue = Channel.CreateBounded<Row>(new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    private readonly record struct Row(MarketBar Bar, MarkReading Mark, RecordedKind Kind);

    /// <summary>From any thread.</summary>
    public RecorderHealth Health => _health with { Dropped = Interlocked.Read(ref _dropped) };

    /// <summary>Live bars and history alike: what a pause left out is filled in.</summary>
    public void Offer(ReadOnlySpan<MarketBar> bars)
    {
        foreach (ref readonly var bar in bars)
        {
            Offer(new Row(bar, default, RecordedKind.Candles));
        }
    }

    /// <summary>Does nothing when marks are not recorded.</summary>
    public void Offer(ReadOnlySpan<MarkReading> marks)
    {
        if (!_options.Marks)
        {
            return;
        }

        foreach (ref readonly var mark in marks)
        {
            Offer(new Row(default, mark, RecordedKind.Marks));
        }
    }

    public override void Dispose()
    {
        _folders.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_options.Enabled && await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                SaveWaiting();
                await Task.Delay(SaveEvery, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            SaveWaiting();
        }
        finally
        {
            _folders.Dispose();
        }
    }

    private void Offer(in Row row)
    {
        if (_options.Enabled && !_queue.Writer.TryWrite(row))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private void SaveWaiting()
    {
        if (_freeBytes() is { } free && free < _options.FreeBytesMin)
        {
            DropAll();
            Tell(RecorderState.LowSpace, 0, $"The disk has {free} bytes left, and Recorder:FreeBytesMin is {_options.FreeBytesMin}.");
            return;
        }

        try
        {
            while (_queue.Reader.TryRead(out var row))
            {
                Take(in row);
            }

            Tell(RecorderState.Recording, _folders.Save(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Interlocked.Add(ref _dropped, 1 + _folders.Abandon());
            DropAll();
            Tell(RecorderState.Failing, 0, e.Message);
        }
    }

    private void Take(in Row row)
    {
        if (row.Kind == RecordedKind.Candles)
        {
            _folders.Add(RecordedKind.Candles, row.Bar.Symbol, row.Bar.Candle);
            return;
        }

        if (!_seconds.TryGetValue(row.Mark.Symbol, out var second))
        {
            _seconds.Add(row.Mark.Symbol, second = new SecondOfMarks());
        }

        if (second.Add(row.Mark) is { } done)
        {
            _folders.Add(RecordedKind.Marks, row.Mark.Symbol, done);
        }
    }

    private void DropAll()
    {
        while (_queue.Reader.TryRead(out _))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private void Tell(RecorderState state, int written, string? failure)
    {
        var before = _health;
        _health = before with
        {
            State = state,
            Written = before.Written + written,
            WrittenAtUtc = written > 0 ? _time.GetUtcNow() : before.WrittenAtUtc,
            Failure = failure,
        };
        if (before.State == state)
        {
            return;
        }

        if (failure is null)
        {
            _log.RecordingAgain(Interlocked.Read(ref _dropped));
        }
        else
        {
            _log.NotRecording(failure);
        }
    }
}
