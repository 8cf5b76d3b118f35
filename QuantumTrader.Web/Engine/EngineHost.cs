using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Engine;

/// <summary>
/// Runs the engine in the app: one thread pumps the engine's scheduler; the market, the polls and the picture for the
/// screen are tasks on it.
/// </summary>
public sealed class EngineHost(LiveEngine live, DataDirectoryLease directory, EngineViewStore views, IHostApplicationLifetime lifetime, ILogger<EngineHost> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan ViewInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FirstLookMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SeenAgeMax = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _pumpStopping = new();
    private readonly EngineHeart _heart = new(directory.Directory, live.Time, log);
    private readonly OutsideWatch _outside = live.WatchOutside();
    private bool _cursorFails;
    private long? _lookedAt;
    private EmergencyRunState? _lookedAtState;
    private (int Positions, int Orders)? _counted;
    private Thread? _pump;
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        live.Context.Faulted = OnFault;
        _pump = new Thread(() => live.Context.Run(_pumpStopping.Token)) { Name = "engine", IsBackground = true };
        _pump.Start();
        _running = live.Context.InvokeAsync(RunAsync);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await live.Context.InvokeAsync(EndAsync).WaitAsync(StopLimit, live.Time, cancellationToken);
            await _running.WaitAsync(StopLimit, live.Time, cancellationToken);
            await live.Context.InvokeAsync(live.CloseAsync).WaitAsync(StopLimit, live.Time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            log.StopTookTooLong();
        }
        finally
        {
            await _pumpStopping.CancelAsync();
            _pump?.Join(StopLimit);
            _heart.End();
            log.EngineStopped();
        }
    }

    private HeartbeatState HeartState() => live.Engine?.Leadership.Duty switch
    {
        EngineDuty.Leading or EngineDuty.Alone => HeartbeatState.OnDuty,
        EngineDuty.StandingBy => HeartbeatState.StandingBy,
        _ => HeartbeatState.Starting,
    };

    private Task EndAsync()
    {
        live.Engine?.Leadership.End();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _pumpStopping.Dispose();
        _heart.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var beating = _heart.RunAsync(HeartState, _pumpStopping.Token); // from the first moment on: a start that hangs is silent too
            await StopByFileAsync(await live.OpenAsync());
            var engine = await live.StartAsync();
            var builder = live.CreateViewBuilder();
            using var listener = live.ListenToPolicy(engine);
            Task[] loops =
            [
                EveryAsync(live.Settings.Policy.PollInterval, engine.RefreshPolicyAsync),
                new ReconcileLoop(() => live.Tidings, engine.ReconcileAsync, live.Settings.Execution, live.Time).RunAsync(_stopping.Token),
                EveryAsync(TickInterval, engine.FollowLeaseAsync),
                EveryAsync(TickInterval, () => TickAsync(engine, builder)),
                EveryAsync(TickInterval, engine.LookForStopsAsync),
                EveryAsync(TickInterval, engine.WatchLiquidationAsync),
                EveryAsync(TickInterval, () => LookAsync(engine, builder)),
                _outside.RunAsync(look => live.Context.InvokeAsync(() => engine.Emergency.OnLookAsync(look)), _stopping.Token),
                EveryAsync(ViewInterval, () => ShowAsync(builder)),
                FeedAsync(engine),
                FeedMarksAsync(engine),
                beating,
            ];

            // In the order in which they end: a loop that fails must be heard of though the others go on.
            await foreach (var loop in Task.WhenEach(loops))
            {
                await loop;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // A shutdown.
        }
#pragma warning disable CA1031 // An engine that cannot go on must say so and end the app, not leave a screen that looks alive.
        catch (Exception e)
        {
            OnFault(e);
        }
#pragma warning restore CA1031
    }

    /// <summary>A file that is there already stops before anything is sent; beside an emergency that holds, it waits for the looks.</summary>
    private async Task StopByFileAsync(TradingEngine engine)
    {
        try
        {
            var look = await _outside.LookAsync().WaitAsync(FirstLookMax, live.Time, _stopping.Token);
            if (live.Held is null && look.File is not null)
            {
                await engine.Emergency.OnLookAsync(look with { Latch = new LatchFileRead.Absent() });
            }
        }
        catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException)
        {
            log.StopFileNotSeen(e); // The looks go on while the engine runs.
        }
    }

    /// <summary>The market, step by step; the paper venue sees a bar before the engine does.</summary>
    private async Task FeedAsync(TradingEngine engine)
    {
        await foreach (var step in live.Market.ReadAsync(live.ResumeAfterUtc, _stopping.Token))
        {
            if (step.IsHistory)
            {
                History(engine, step);
                continue;
            }

            Live(engine, step);
            await RememberAsync(step.CloseTimeUtc);
        }

        log.MarketEnded(live.Market.Description);
    }

    private async Task FeedMarksAsync(TradingEngine engine)
    {
        if (live.Market is IMarkFeed feed)
        {
            await foreach (var marks in feed.ReadMarksAsync(_stopping.Token))
            {
                engine.OnMarks(marks.Span);
            }
        }
    }

    /// <summary>A full disk must not end the engine: exits and the stop go on, and after a restart a few bars come again.</summary>
    private async Task RememberAsync(DateTimeOffset closeUtc)
    {
        try
        {
            await live.Cursor.SaveAsync(closeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_cursorFails)
            {
                log.CursorNotSaved(e);
            }

            _cursorFails = true;
            return;
        }

        _cursorFails = false;
    }

    private static void History(TradingEngine engine, MarketStep step)
    {
        foreach (ref readonly var bar in step.Bars.Span)
        {
            engine.OnHistory(in bar);
        }
    }

    private void Live(TradingEngine engine, MarketStep step)
    {
        foreach (ref readonly var bar in step.Bars.Span)
        {
            live.OnBar(in bar);
        }

        engine.OnStep(step.Bars.Span);
    }

    private Task TickAsync(TradingEngine engine, EngineViewBuilder builder)
    {
        live.WatchVenue();
        engine.OnTick();
        engine.WatchManualClose(live.VenueStatus);
        SeeMode(engine);
        builder.AddEquityPoint();
        return Task.CompletedTask;
    }

    /// <summary>As often as the venue likes to be asked, and at once after each step of a stop: nobody must read old numbers then.</summary>
    private async Task LookAsync(TradingEngine engine, EngineViewBuilder builder)
    {
        var (now, state) = (live.Time.GetTimestamp(), engine.Emergency.Record?.RunState);
        if (_lookedAt is not { } at || state != _lookedAtState || live.Time.GetElapsedTime(at, now) >= live.LookEvery)
        {
            (_lookedAt, _lookedAtState) = (now, state);
            await ReadOrdersAsync(engine, builder);
        }
    }

    private async Task ReadOrdersAsync(TradingEngine engine, EngineViewBuilder builder)
    {
        var seenAgeMax = live.LookEvery > SeenAgeMax ? SeenAgeMax : TimeSpan.Zero;
        builder.BeginOrders(seenAgeMax);
        var (regular, conditional, account) = await engine.Reader.LookAsync(seenAgeMax, _stopping.Token);
        if (regular.IsOk && conditional.IsOk)
        {
            builder.EndOrders(regular.Value.Concat(conditional.Value));
        }

        if (account.IsOk)
        {
            builder.VenueAccount = account.Value;
            engine.ManualClose.OnReading(account.Value);
        }

        if (regular.IsOk && conditional.IsOk && account.IsOk)
        {
            _counted = (account.Value.Positions.Count, regular.Value.Count + conditional.Value.Count);
            SeeMode(engine);
        }
    }

    /// <summary>Also while the venue does not answer, which is when the mode changes; what is open is as last read.</summary>
    private void SeeMode(TradingEngine engine)
    {
        if (_counted is var (positions, orders))
        {
            engine.Emergency.See(engine.EffectiveMode, positions, orders);
        }
    }

    private Task ShowAsync(EngineViewBuilder builder)
    {
        views.Set(builder.Build());
        return Task.CompletedTask;
    }

    private async Task EveryAsync(TimeSpan interval, Func<Task> work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            await work();
            await Task.Delay(interval, live.Time, _stopping.Token);
        }
    }

    private void OnFault(Exception e)
    {
        if (StartFailure.Explain(e) is { } lines)
        {
            log.EngineRefused(string.Join(' ', lines));
        }
        else
        {
            log.EngineFailed(e);
        }

        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
