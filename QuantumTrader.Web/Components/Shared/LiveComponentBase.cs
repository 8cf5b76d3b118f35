using Microsoft.AspNetCore.Components;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Shared;

/// <summary>A part of the screen that follows the engine's pictures, and the clock: ages grow also when no picture comes.</summary>
public abstract class LiveComponentBase : ComponentBase, IDisposable
{
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private IDisposable? _subscription;
    private Ticker? _ticker;

    [Inject] public required IEngineViews Views { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILoggerFactory Logs { get; init; }

    /// <summary>The picture to show; null while the engine is starting.</summary>
    protected EngineView? View { get; private set; }

    protected DateTimeOffset NowUtc { get; private set; }

    protected override void OnInitialized()
    {
        Read();
        _subscription = Views.OnChanged(IntervalMin, RefreshAsync);
        _ticker = new Ticker(Time, TickPeriod, RefreshAsync, Logs.CreateLogger(GetType()).TickFailed);
    }

    /// <summary>Called with a new <see cref="View"/> or time, before rendering.</summary>
    protected virtual void OnRead()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _ticker?.Dispose();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private Task RefreshAsync() => InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void Read()
    {
        View = Views.Current;
        NowUtc = Time.GetUtcNow();
        OnRead();
    }
}
