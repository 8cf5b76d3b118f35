using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Simulation.Checks;

/// <summary>What must hold at the instant at which an entry is sent: nothing that forbids new risk may hold.</summary>
internal sealed class EntryChecks(SimulatedWorld world)
{
    private const decimal BreachMargin = 0.001m; // of the peak: fees between two marks
    private const decimal BadShare = 0.055m; // just beyond what a price may move within a minute
    private readonly HashSet<ClientOrderId> _sent = [];
    private readonly Dictionary<TradeId, Usd> _most = []; // of plans that were made on the way back

    public long Sent => _sent.Count;

    private SafetyChecks Checks => world.Checks;

    public void OnSend(in OrderIntent intent, DateTimeOffset nowUtc, TradingEngine? engine)
    {
        CheckOnce(in intent, nowUtc);
        CheckStopped(in intent);
        CheckPrice(in intent);
        if (engine is not null)
        {
            CheckHeld(in intent, engine);
            CheckBreach(in intent, engine);
        }

        CheckCaps(in intent);
    }

    /// <summary>The way back is a share of each size; what is durable is never less than what holds. It may step back before the plan is sent.</summary>
    public void OnPlanned(TradePlanned planned)
    {
        var share = world.Stores.Archive.ReadReEntry()?.SizeShare ?? Fraction.One;
        if (share < Fraction.One && world.Stores.PolicyNow is { } policy && planned.AtUtc > world.PolicyChangedAtUtc)
        {
            _most[planned.TradeId] = policy.Limits.PositionSizeCap * share;
        }
    }

    private void CheckOnce(in OrderIntent intent, DateTimeOffset nowUtc)
    {
        Checks.Seen("I4 closes only reduce");
        Checks.Seen("I9 entries are sent once");
        Checks.Seen("I10 nothing old is sent");
        if (intent.Purpose != OrderPurpose.Entry)
        {
            Checks.Fail("I4 closes only reduce", $"{intent.ClientOrderId} ({intent.Purpose}) was sent without reduce-only");
        }

        if (!_sent.Add(intent.ClientOrderId))
        {
            Checks.Fail("I9 entries are sent once", $"{intent.ClientOrderId} was sent again");
        }

        if (nowUtc - intent.CreatedAtUtc > TimeSpan.FromSeconds(2))
        {
            Checks.Fail("I10 nothing old is sent", $"{intent.ClientOrderId} was decided {(nowUtc - intent.CreatedAtUtc).TotalSeconds:0.0} s ago");
        }
    }

    private void CheckStopped(in OrderIntent intent)
    {
        Checks.Seen("I1 no risk after the stop");
        if (Checks.IsLatched())
        {
            Checks.Fail("I1 no risk after the stop", $"{intent.ClientOrderId} ({intent.Purpose}, reduce-only {intent.ReduceOnly}) was sent while trading is stopped");
        }

        Checks.Seen("no new risk without the shared store");
        if (world.Faults.StoreIsAway)
        {
            Checks.Fail("no new risk without the shared store", $"{intent.ClientOrderId} was sent while it was away");
        }
    }

    private void CheckPrice(in OrderIntent intent)
    {
        Checks.Seen("I10 no trade on a bad tick");
        if (!(intent.ReferencePrice is { Value: > 0m }))
        {
            Checks.Fail("I10 no trade on a bad tick", $"{intent.ClientOrderId} was sent at a reference of {intent.ReferencePrice}");
        }

        var symbol = intent.Symbol;
        var (shown, right) = (world.Feed.Shown(symbol), world.Market.Past[^1].First(b => b.Symbol == symbol).Candle.Close);
        if (world.Feed.BadNow == symbol && Math.Abs(shown.Value - right.Value) > BadShare * right.Value)
        {
            Checks.Fail("I10 no trade on a bad tick", $"{intent.ClientOrderId} was sent on a price of {shown}, the market is at {right}");
        }
    }

    private void CheckHeld(in OrderIntent intent, TradingEngine engine)
    {
        Checks.Seen("no entry while anything holds trading");
        if (engine.EffectiveMode != TradingMode.Active || engine.Mode.Holds.Count > 0)
        {
            Checks.Fail("no entry while anything holds trading", $"{intent.ClientOrderId} was sent while the mode is {engine.EffectiveMode}: {string.Join("; ", engine.Mode.Holds.Select(h => $"{h.Owner} {h.Reason}"))}");
        }

        if (engine.Pauses.IsPaused(intent.Symbol))
        {
            Checks.Fail("no entry while anything holds trading", $"{intent.ClientOrderId} was sent while {intent.Symbol} is paused");
        }

        Checks.Seen("the way back is kept to");
        if (_most.TryGetValue(intent.TradeId, out var most) && !(intent.Notional <= most))
        {
            Checks.Fail("the way back is kept to", $"{intent.ClientOrderId} was sent with {intent.Notional}; when it was planned, the way back and the cap allowed {most}");
        }

        if (engine.ReEntry.State is { SizeShare.Value: <= 0m } state)
        {
            Checks.Fail("the way back is kept to", $"{intent.ClientOrderId} was sent in the stage {state.Stage}");
        }

        Checks.Seen("what is switched off stays off");
        var (symbol, side) = (intent.Symbol, intent.Side);
        if (world.Stores.SwitchedOff.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Any(o => o.Symbol == symbol && o.Side == side))
        {
            Checks.Fail("what is switched off stays off", $"{intent.ClientOrderId} was sent, and {side} entries of {symbol} are switched off");
        }
    }

    /// <summary>By what the marks say now, not by what the monitor made of them.</summary>
    private void CheckBreach(in OrderIntent intent, TradingEngine engine)
    {
        Checks.Seen("the gate closes at the first mark at the limit");
        if (world.Stores.PolicyNow is not { } policy || engine.Ledger.Equity is not { } equity || engine.Equity.Last.Peak is not { } peak)
        {
            return;
        }

        if (equity.Value < peak.Value * (1m - policy.DrawdownLimit.Value - BreachMargin))
        {
            Checks.Fail("the gate closes at the first mark at the limit", $"{intent.ClientOrderId} was sent at an equity of {equity}, the peak is {peak}");
        }
    }

    private void CheckCaps(in OrderIntent intent)
    {
        if (world.Stores.PolicyNow is not { } policy)
        {
            Checks.Fail("I10 no policy, no trade", $"{intent.ClientOrderId} was sent and there is no policy");
            return;
        }

        Checks.Seen("I12 size within caps");
        decimal Mark(Symbol symbol) => world.Feed.Shown(symbol).Value;
        var symbol = intent.Symbol;
        var held = Checks.Held.Sum(p => Math.Abs(p.Value) * Mark(p.Key.Symbol));
        var symbolHeld = Checks.Held.Where(p => p.Key.Symbol == symbol).Sum(p => Math.Abs(p.Value)) * Mark(symbol);
        var equityMax = (world.Stores.Account?.Wallet.Value ?? 0m) + held; // an upper bound of equity is enough to catch a missing check
        var isWithin = intent.Notional <= policy.Limits.PositionSizeCap
            && intent.Leverage <= policy.Limits.LeverageMax
            && symbolHeld + intent.Notional.Value <= policy.SymbolNotionalMax.Value
            && held + intent.Notional.Value <= equityMax * policy.TotalExposureMax.Value
            && Checks.Held.Count(p => p.Value != 0m) < policy.Limits.PositionsMax
            && policy.CanOpenNewTrades;
        if (!isWithin)
        {
            Checks.Fail("I12 size within caps", $"{intent.ClientOrderId}: notional {intent.Notional}, leverage {intent.Leverage}, held {symbolHeld} of the symbol and {held} in all; entries allowed: {policy.CanOpenNewTrades}");
        }
    }
}
