using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The app's own engine on a fake venue, in this process, over HTTP and WebSocket; without a screen.</summary>
public sealed class EngineOnVenue : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly DataDirectoryLease _lease;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly EngineHost? _host;
    private readonly Thread? _pump;

    private EngineOnVenue(DataDirectoryLease lease, ServiceProvider services, bool isHosted)
    {
        (_lease, _services) = (lease, services);
        Live = services.GetRequiredService<LiveEngine>();
        if (isHosted)
        {
            var logs = services.GetRequiredService<ILoggerFactory>();
            _host = new EngineHost(Live, lease, new EngineViewStore(TimeProvider.System, logs.CreateLogger<EngineViewStore>()), _lifetime, logs.CreateLogger<EngineHost>());
        }
        else
        {
            _pump = new Thread(() => Live.Context.Run(_stopping.Token)) { IsBackground = true };
            _pump.Start();
        }
    }

    public LiveEngine Live { get; }

    public TradingEngine Engine => Live.Engine!;

    public ILiveVenue Venue => _services.GetRequiredService<ILiveVenue>();

    public IEventBus Bus => _services.GetRequiredService<IEventBus>();

    /// <summary>The engine ended itself: a defect.</summary>
    public bool HasEnded => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Opened, not yet reconciled, and without a market.</summary>
    public static Task<EngineOnVenue> OpenAsync(FakeVenueHost venue, TempFolder data, params (string Key, string Value)[] settings) => OpenAsync(venue, data, streams: null, settings);

    /// <summary>With other times of the streams.</summary>
    internal static async Task<EngineOnVenue> OpenAsync(FakeVenueHost venue, TempFolder data, StreamSettings? streams, params (string Key, string Value)[] settings)
    {
        var engine = await MakeAsync(venue, data, services => Add(services, streams), settings, isHosted: false);
        await engine.DoAsync(engine.Live.OpenAsync);
        return engine;
    }

    /// <summary>As the app runs it: market, polls and reconciling included. Leads and is agreed with the venue when it returns.</summary>
    public static Task<EngineOnVenue> RunAsync(FakeVenueHost venue, TempFolder data, params (string Key, string Value)[] settings) =>
        RunAsync(venue, data, _ => { }, settings);

    /// <param name="venue">Whose prices and orders they are.</param>
    /// <param name="data">The data directory.</param>
    /// <param name="seams">What is put into the app's seams, before its own parts.</param>
    /// <param name="settings">Of the configuration; they win.</param>
    public static async Task<EngineOnVenue> RunAsync(FakeVenueHost venue, TempFolder data, Action<IServiceCollection> seams, params (string Key, string Value)[] settings)
    {
        var engine = await MakeAsync(venue, data, seams, settings, isHosted: true);
        await engine._host!.StartAsync(CancellationToken.None);
        await Poll.UntilAsync(() => engine.HasEnded || (engine.Live.Engine is not null && engine.Engine.Leadership.IsOnDuty), Limit, "the engine is on duty");
        return engine;
    }

    public Task<T> DoAsync<T>(Func<Task<T>> work) => Live.Context.InvokeAsync(work);

    public Task DoAsync(Func<Task> work) => Live.Context.InvokeAsync(work);

    public Task<T> LookAsync<T>(Func<TradingEngine, T> look) => DoAsync(() => Task.FromResult(look(Engine)));

    /// <summary>What an operator's stop does, until its run is over.</summary>
    public async Task<EmergencyRecord> StopAsync(TimeSpan limit)
    {
        await DoAsync(() => Engine.Emergency.ActivateAsync("MANUAL", "a test", "tester"));
        EmergencyRecord? record = null;
        try
        {
            await Poll.UntilAsync(async () => (record = await LookAsync(e => e.Emergency.Record)) is { IsRunOver: true }, limit, "the run is over");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It is {record}.", e);
        }

        return record!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }
        else
        {
            await DoAsync(Live.CloseAsync);
            await _stopping.CancelAsync();
            _pump!.Join();
        }

        await _services.DisposeAsync();
        _stopping.Dispose();
        _lease.Dispose();
    }

    private static async Task<EngineOnVenue> MakeAsync(FakeVenueHost venue, TempFolder data, Action<IServiceCollection> seams, (string Key, string Value)[] settings, bool isHosted)
    {
        var (held, refusal) = await DataDirectoryLease.TryAcquireAsync(data.Path);
        var lease = held ?? throw new InvalidOperationException(refusal);
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(AppConfiguration.Read())
            .AddInMemoryCollection(Settings(venue).Concat(settings).GroupBy(s => s.Key).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddConsole());
        seams(services);
        services.AddRedisOptions(isUsed: false).AddEngine(lease, TimeProvider.System);
        return new EngineOnVenue(lease, services.BuildServiceProvider(), isHosted);
    }

    private static void Add(IServiceCollection services, StreamSettings? streams)
    {
        if (streams is not null)
        {
            services.AddSingleton(streams);
        }
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
