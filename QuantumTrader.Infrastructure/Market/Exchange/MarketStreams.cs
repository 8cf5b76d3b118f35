using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>The venue's public streams for the symbols that are traded: marks each second and bars as they close, on one connection.</summary>
public sealed class MarketStreams : IStreamSink, IAsyncDisposable
{
    private const int BarsPerSymbolMax = 16; // of a bar a minute, that the engine has not taken yet

    private readonly MarketEventReader _reader;
    private readonly StreamLine _line;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;
    private long _ahead;
    private int _started;

    /// <param name="symbols">Each once; what the venue sends of others is ignored.</param>
    /// <param name="interval">Of the bars, as the venue has it: 1 to 30 minutes, 1 to 12 hours, 1 day.</param>
    /// <param name="sockets">A new one for each connection.</param>
    /// <param name="offset">The venue's clock less ours.</param>
    public MarketStreams(
        IReadOnlyList<Symbol> symbols,
        TimeSpan interval,
        StreamSettings settings,
        Func<IStreamSocket> sockets,
        TimeProvider time,
        Func<TimeSpan> offset,
        ILogger<MarketStreams> log)
    {
        (Symbols, Clock, Bars, _log) = (symbols, new(time, offset), new(symbols.Count * BarsPerSymbolMax), log);
        Board = new(symbols);
        _reader = new(new(symbols), interval, settings.MarkAgeMax, Board, Bars, Clock);
        var address = ExchangeRead<Uri>.Ok(new Uri(settings.MarketUrl.AbsoluteUri.TrimEnd('/') + "/stream"));
        _line = new("market", _ => new(address), Specs(symbols, interval, settings), this, settings, sockets, time, log);
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    public IMarkFeed Marks => Board;

    /// <summary>Marks that were too old when they came.</summary>
    public long MarksLate => _reader.Late;

    /// <summary>Marks from the future by the venue's own clock; refused.</summary>
    public long MarksEarly => _reader.Early;

    public StreamLineHealth Line => _line.Health();

    /// <summary>Of the marks.</summary>
    public StreamLatency Latency => Clock.Latency;

    /// <summary>Marks that the engine was too slow to see.</summary>
    public long MarksReplaced => Board.Replaced;

    /// <summary>Bars of a time to come; they are refused.</summary>
    public long BarsAhead => Interlocked.Read(ref _ahead);

    /// <summary>Events of kinds that were not asked for.</summary>
    public long UnknownEvents => _reader.Unknown;

    internal MarkBoard Board { get; }

    internal BarInbox Bars { get; }

    internal StreamClock Clock { get; }

    /// <summary>Connects and goes on until <paramref name="stopping"/> or the disposal; a second call does nothing.</summary>
    public void Start(CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            stopping.Register(_stop.Cancel);
            _running = Task.Run(() => _line.RunAsync(_stop.Token), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    /// <summary>A bar of a time to come is counted; the first is told, and later ones ever more rarely.</summary>
    /// <returns>True.</returns>
    internal bool Refuse(in MarketBar bar)
    {
        if (Interlocked.Increment(ref _ahead) is var count && BitOperations.IsPow2(count))
        {
            _log.BarAhead(bar.Symbol.Value, bar.Candle.OpenTimeUtc, count);
        }

        return true;
    }

    bool IStreamSink.OnData(ReadOnlySpan<byte> data) => _reader.Read(data);

    ValueTask IStreamSink.WaitForRoomAsync(CancellationToken stopping) => ValueTask.CompletedTask; // marks are replaced, bars are asked for

    void IStreamSink.OnUp() => Bars.Wake();

    void IStreamSink.OnDown(string cause) => Bars.Wake();

    internal static IReadOnlyList<StreamSpec> Specs(IReadOnlyList<Symbol> symbols, TimeSpan interval, StreamSettings settings)
    {
        var silence = interval + settings.BarGraceMax; // a bar closes at least then, also when nobody trades
        return
        [
            new("!markPrice@arr@1s", settings.FirstFrameMax, settings.MarkAgeMax),
            .. symbols.Select(s => new StreamSpec($"{s.Value.ToLowerInvariant()}@kline_{IntervalName(interval)}", silence, silence)),
        ];
    }

    /// <summary>The venue's word for a length: 1m, 5m, 1h, 1d.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public static string IntervalName(TimeSpan interval) => !KlineIntervals.Has(interval)
        ? throw new ArgumentOutOfRangeException(nameof(interval), interval, $"The venue has bars of {KlineIntervals.Names}.")
        : interval >= TimeSpan.FromDays(1) ? string.Create(CultureInfo.InvariantCulture, $"{interval.TotalDays:0}d")
        : interval >= TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{interval.TotalHours:0}h")
        : string.Create(CultureInfo.InvariantCulture, $"{interval.TotalMinutes:0}m");
}
