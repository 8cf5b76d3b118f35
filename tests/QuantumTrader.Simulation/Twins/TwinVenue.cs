using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Simulation.Twins;

/// <summary>The venue, which lives on whatever happens to the engines, and tells each of them what it tells all.</summary>
internal sealed class TwinVenue : IExchangeListener, IDisposable
{
    private readonly TwinChecks _checks;
    private readonly Func<IEnumerable<TwinProcess>> _listeners;

    public TwinVenue(SimMarket market, ulong seed, TimeProvider time, TwinChecks checks, Func<IEnumerable<TwinProcess>> listeners)
    {
        (_checks, _listeners) = (checks, listeners);
        Context.Faulted = e => checks.Fail("no defect", $"the venue threw {e}");
        Exchange = new PaperExchange(new PaperSettings { PartialFillProbability = new(0.15m) }, market.Instruments, seed, time, NullPaperAccountStore.Instance);
        Exchange.Subscribe(this);
    }

    public EngineContext Context { get; } = new();

    public PaperExchange Exchange { get; }

    public VenueTruth Truth() => new(
        Exchange.GetAccountAsync(CancellationToken.None).AsTask().Result.Value!,
        Exchange.GetOpenOrdersAsync(CancellationToken.None).AsTask().Result.Value!,
        Exchange.GetOpenConditionalOrdersAsync(CancellationToken.None).AsTask().Result.Value!);

    public void OnBars(MarketBar[] bars) => Context.RunInline(() =>
    {
        foreach (ref readonly var bar in bars.AsSpan())
        {
            Exchange.OnBar(in bar);
        }
    });

    public void OnUpdate(ExchangeUpdate update)
    {
        if (update is ExchangeUpdate.Filled { Fill: var fill })
        {
            _checks.OnFill(fill);
        }

        foreach (var process in _listeners())
        {
            process.Hear(update);
        }
    }

    public void Dispose() => Context.Dispose();
}
