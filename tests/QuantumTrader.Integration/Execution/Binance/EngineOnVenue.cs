using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The app's own engine on a fake venue, in this process, over HTTP and WebSocket; without screen and market.</summary>
public sealed class EngineOnVenue : IAsyncDisposable
{
    private readonly DataDirectoryLease _lease;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _pump;

    private EngineOnVenue(DataDirectoryLease lease, ServiceProvider services)
    {
        (_lease, _services) = (lease, services);
        Live = services.GetRequiredService<LiveEngine>();
        _pump = new Thread(() => Live.Context.Run(_stopping.Token)) { IsBackground = true };
        _pump.Start();
    }

    public LiveEngine Live { get; }

    public TradingEngine Engine => Live.Engine!;

    public ILiveVenue Venue => _services.GetRequiredService<ILiveVenue>();

    /// <summary>Opened, not yet reconciled.</summary>
    public static async Task<EngineOnVenue> OpenAsync(FakeVenueHost venue, TempFolder data, params (string Key, string Value)[] settings)
    {
        var (lease, refusal) = await DataDirectoryLease.TryAcquireAsync(data.Path);
        Assert.True(lease is not null, refusal);
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(AppConfiguration.Read())
            .AddInMemoryCollection(Settings(venue).Concat(settings).GroupBy(s => s.Key).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddRedisOptions(isUsed: false).AddEngine(lease, TimeProvider.System);
        var engine = new EngineOnVenue(lease, services.BuildServiceProvider());
        await engine.DoAsync(engine.Live.OpenAsync);
        return engine;
    }

    public Task<T> DoAsync<T>(Func<Task<T>> work) => Live.Context.InvokeAsync(work);

    public Task DoAsync(Func<Task> work) => Live.Context.InvokeAsync(work);

    public Task<EmergencyRecord?> RecordAsync() => DoAsync(() => Task.FromResult(Engine.Emergency.Record));

    /// <summary>What an operator's stop does, until its run is over.</summary>
    public async Task<EmergencyRecord> StopAsync(TimeSpan limit)
    {
        await DoAsync(() => Engine.Emergency.ActivateAsync("MANUAL", "a test", "tester"));
        EmergencyRecord? record = null;
        try
        {
            await Poll.UntilAsync(async () => (record = await RecordAsync()) is { IsRunOver: true }, limit, "the run is over");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It is {record}.", e);
        }

        return record!;
    }

    public async ValueTask DisposeAsync()
    {
        await DoAsync(Live.CloseAsync);
        await _stopping.CancelAsync();
        _pump.Join();
        await _services.DisposeAsync();
        _stopping.Dispose();
        _lease.Dispose();
    }

    private static IEnumerable<(string Key, string Value)> Settings(FakeVenueHost venue) =>
    [
        ("Exchange:Provider", "Binance"), ("Exchange:Environment", "Rehearsal"), ("Market:Source", "Exchange"), ("Market:Speed", "1"),
        ("Market:Symbols", string.Join(", ", venue.Venue.Options.Symbols.Select(s => s.Symbol).Take(200))),
        ("Binance:RestUrl", venue.RestUrl.ToString()), ("Binance:StreamUrl", venue.StreamUrl.ToString()),
        ("Binance:ApiKey", VenueKey.Default.ApiKey), ("Binance:ApiSecret", VenueKey.Default.Secret),
        ("Binance:OrderTimeout", "00:00:01"), ("Binance:ReadTimeout", "00:00:01"), ("Binance:RatePause", "00:00:01"),
        ("Execution:AckTimeout", "00:00:04"),
    ];
}
