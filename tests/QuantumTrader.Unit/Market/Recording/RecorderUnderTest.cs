using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Events;

namespace QuantumTrader.Unit.Market.Recording;

/// <summary>A recorder on a folder of its own.</summary>
internal sealed class RecorderUnderTest : IAsyncDisposable
{
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private MarketRecorder? _recorder;

    public FaultyDisk Disk { get; } = new() { SkipsFsync = true };

    public FakeTimeProvider Time { get; } = new(Noon);

    public RecorderOptions Options { get; } = new() { FreeBytesMin = 1000 };

    public long? Free { get; set; } = 1_000_000;

    public RecorderHealth Health => _recorder!.Health;

    public MarketRecorder Start()
    {
        _recorder = new MarketRecorder(Options, _folder.Path, Disk, () => Free, Time, NullLogger<MarketRecorder>.Instance);
        _recorder.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _recorder;
    }

    /// <summary>Bars of minutes, the first one opening then.</summary>
    public static MarketBar[] Bars(DateTimeOffset from, int count) => [.. Enumerable.Range(0, count).Select(n => new MarketBar(Btc, Bar(from.AddMinutes(n))))];

    public static Candle Bar(DateTimeOffset open) => new(
        open, TimeSpan.FromMinutes(1), new Price(100.50m), new Price(101.123456789m), new Price(99m), new Price(100m), new Quantity(12.3450m), new Usd(1234.56m));

    public static MarkReading Mark(DateTimeOffset at, decimal price) => new(Btc, new Price(price), at);

    /// <summary>Until rows written and dropped since the start are as many; time passes meanwhile.</summary>
    public Task UntilAsync(long rows) => Poll.UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            return Health.Written + Health.Dropped >= rows;
        },
        TimeSpan.FromSeconds(20), $"{rows} rows are written or dropped");

    /// <summary>As an orderly end does.</summary>
    public async Task StopAsync()
    {
        await _recorder!.StopAsync(CancellationToken.None);
        _recorder.Dispose();
    }

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    public IReadOnlyList<string> Files(string kind) => Disk.List(PathOf(kind));

    public Candle[] Read(string name) => KlineFile.Read(PathOf(name)).Candles;

    public async ValueTask DisposeAsync()
    {
        if (_recorder is not null)
        {
            await StopAsync();
        }

        _folder.Dispose();
    }
}
