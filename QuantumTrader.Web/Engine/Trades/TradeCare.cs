using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>What the desk remembers of one trade between two pieces of work; gone when the trade and its orders are over.</summary>
internal sealed class TradeCare
{
    private const int StopFailuresMax = 2;
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);
    private int _failures;

    public bool IsBusy { get; set; }

    /// <summary>Something happened while the desk was busy with the trade.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The venue takes no targets; the stop alone protects.</summary>
    public bool TargetsGivenUp { get; set; }

    /// <summary>Why the trade must end; stays until nothing is held, so that an exit that did not go through is sent again.</summary>
    public string? ExitReason { get; set; }

    /// <summary>So much is to be closed, once.</summary>
    public Quantity? ReduceBy { get; set; }

    /// <summary>The exit was refused without the stop too: it keeps on protecting while the exit is tried again.</summary>
    public bool StopIsNotInTheWay { get; set; }

    public int StopFailures { get; set; }

    public bool StopIsHopeless => StopFailures >= StopFailuresMax;

    /// <summary>After a failure nothing is tried before this.</summary>
    public DateTimeOffset NotBeforeUtc { get; private set; }

    public static bool WantsExit(TradeState trade, TradeCare? care) =>
        care is { ExitReason: not null } && trade.Phase is TradePhase.Open or TradePhase.PartiallyFilled && trade.QuantityOpen.IsPositive;

    public static bool IsSettled(TradeState trade) => trade.IsOver && trade.Orders.Count == 0;

    public void Succeeded() => _failures = 0;

    /// <summary>Nothing failed; something is being waited for. Returns how long to pause: 1 s each time.</summary>
    public TimeSpan Waits(DateTimeOffset nowUtc)
    {
        NotBeforeUtc = nowUtc + PauseMin;
        return PauseMin;
    }

    /// <summary>Returns how long to pause: 1 s, then twice as long each time, at most 30 s.</summary>
    public TimeSpan Failed(DateTimeOffset nowUtc)
    {
        var pause = PauseMin * Math.Pow(2, Math.Min(_failures++, 5));
        pause = pause < PauseMax ? pause : PauseMax;
        NotBeforeUtc = nowUtc + pause;
        return pause;
    }
}
