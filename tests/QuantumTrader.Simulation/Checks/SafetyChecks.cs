using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Simulation.Checks;

/// <summary>What must hold at every single step, whichever process takes it. The first violation is kept; the run stops at it.</summary>
internal sealed class SafetyChecks(SimulatedWorld world)
{
    private const int SentPerBarMax = 80; // six symbols, each with its entry, three protective orders and their retries
    private static readonly TimeSpan RestingEntryMax = TimeSpan.FromSeconds(5);
    private readonly Dictionary<(Symbol Symbol, PositionSide Side), decimal> _positions = [];

    private readonly HashSet<Symbol> _closeRefused = [];
    private int _sentThisBar;

    public string? Violation { get; private set; }

    /// <summary>Set by the run: true while an emergency holds in the living process.</summary>
    public Func<bool> IsLatched { get; set; } = () => false;

    /// <summary>Set by the run: since when the living process has been stopped with a venue that answers; null otherwise.</summary>
    public Func<DateTimeOffset?> StoppedSinceUtc { get; set; } = () => null;

    /// <summary>Orders that reduced a position while the shared store was away.</summary>
    public long ReducedWhileAway { get; private set; }

    /// <summary>What the venue holds, by every fill that it told; signed, flat legs included.</summary>
    public IReadOnlyDictionary<(Symbol Symbol, PositionSide Side), decimal> Held => _positions;

    /// <summary>How often each invariant was looked at.</summary>
    public Counts Evaluated { get; } = new();

    public void Seen(string invariant) => Evaluated.Add(invariant);

    public bool IsDust(VenuePosition position) => world.Market.IsDust(position);

    public void Fail(string invariant, string what) => Violation ??= $"{invariant}: {what}";

    /// <summary>After a crash the venue is asked what it holds; the updates that died with the process are not missed.</summary>
    public void Resync(AccountSnapshot account)
    {
        _positions.Clear();
        _closeRefused.Clear(); // The next process has to be refused itself.
        foreach (var position in account.Positions)
        {
            _positions[(position.Symbol, position.PositionSide)] = position.Direction.Sign() * position.Quantity.Value;
        }
    }

    /// <summary>I16: a venue that refuses everything is asked again slowly; an emergency's closes alone may press.</summary>
    public void OnBar()
    {
        Seen("I16 the venue is not flooded");
        if (_sentThisBar > SentPerBarMax)
        {
            Fail("I16 the venue is not flooded", $"{_sentThisBar} orders were sent in one minute, an emergency's closes not counted");
        }

        _sentThisBar = 0;
    }

    /// <summary>
    /// Orders may hold a position's quantity back: after such a refusal, and only then, its stops may go first. A close that is refused
    /// because nothing is held any more allows nothing.
    /// </summary>
    public void OnAnswer(in OrderIntent intent, SubmitOutcome outcome)
    {
        if (intent.Purpose == OrderPurpose.Emergency && outcome is SubmitOutcome.Rejected { VenueCode: VenueCodes.ReduceOnlyRejected } && Holds(intent.Symbol))
        {
            _closeRefused.Add(intent.Symbol);
        }
    }

    /// <summary>A position keeps its stops until it is gone.</summary>
    public void OnStopsCanceled(Symbol symbol)
    {
        Seen("stops stay until flat");
        if (Holds(symbol) && !_closeRefused.Contains(symbol))
        {
            Fail("stops stay until flat", $"all conditional orders of {symbol} were canceled while a position is held");
        }
    }

    public void OnSend(in OrderIntent intent, DateTimeOffset nowUtc, TradingEngine? engine)
    {
        _sentThisBar += intent.Purpose == OrderPurpose.Emergency ? 0 : 1;
        if (intent.Purpose == OrderPurpose.Entry || !intent.ReduceOnly)
        {
            world.Entries.OnSend(in intent, nowUtc, engine);
        }
        else if (world.Faults.StoreIsAway)
        {
            ReducedWhileAway++;
        }
    }

    /// <summary>I4: whatever is not an entry only takes away; nothing but an entry gives.</summary>
    public void OnFill(VenueFill fill)
    {
        var leg = (fill.Symbol, fill.PositionSide);
        var before = _positions.GetValueOrDefault(leg);
        var after = before + (fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value);
        _positions[leg] = after;
        if (after == 0m)
        {
            _closeRefused.Remove(fill.Symbol);
        }

        var isEntry = ClientOrderIds.TryParse(fill.ClientOrderId, out _, out var purpose) && purpose == OrderPurpose.Entry;
        if (isEntry && fill.AtUtc - StoppedSinceUtc() > RestingEntryMax)
        {
            Fail("I1 no risk after the stop", $"{fill.ClientOrderId} was filled {(fill.AtUtc - StoppedSinceUtc())?.TotalSeconds:0} s after the stop: nobody canceled it");
        }

        var isStrangers = !isEntry && purpose is null && !ClientOrderIds.IsEmergency(fill.ClientOrderId);
        Seen(isEntry ? "I1 no risk after the stop" : "I4 closes only reduce");
        if (!isEntry && !isStrangers && !(Math.Abs(after) < Math.Abs(before) && (after == 0m || Math.Sign(after) == Math.Sign(before))))
        {
            Fail("I4 closes only reduce", $"{fill.ClientOrderId} took {fill.Symbol} from {before} to {after}");
        }
    }

    /// <summary>I2, on the way to disk: what is called flat has been read as flat, twice and a second apart, and is.</summary>
    public void OnLatchSaving(EmergencyRecord record, FlatnessLog flatness, Func<string?> whyNotFlat)
    {
        if (!record.IsRunOver || world.Stores.Latch.Read() is LatchFileRead.Latched { Record.IsRunOver: true })
        {
            return;
        }

        Seen("I2 flat is proved twice");
        Seen("I2 flat is flat");
        if (flatness.Span < TimeSpan.FromSeconds(1))
        {
            Fail("I2 flat is proved twice", $"the run was called {record.RunState} on readings that span {flatness.Span.TotalMilliseconds} ms");
        }

        if (whyNotFlat() is { } objection)
        {
            Fail("I2 flat is flat", $"the run was called {record.RunState} while the venue holds {objection}");
        }
    }

    public void OnEvent(JournaledEvent journaled, QTable table)
    {
        switch (journaled.Event)
        {
            case SizingDecided sized:
                OnSized(sized, table);
                break;
            case TradePlanned planned:
                world.Entries.OnPlanned(planned);
                break;
            case OrderDenied { Purpose: not OrderPurpose.Entry } denied:
                Fail("closes are never blocked", $"{denied.ClientOrderId} ({denied.Purpose}) was denied: {string.Join("; ", denied.Details)}");
                break;
            case OrderIntended { ReduceOnly: true }:
                Seen("closes are never blocked");
                break;
        }
    }

    private bool Holds(Symbol symbol) => _positions.Any(p => p.Key.Symbol == symbol && p.Value != 0m);

    private void OnSized(SizingDecided sized, QTable table)
    {
        Seen("I12 high volatility untrained");
        var trained = SizingStates.TryIndexOf(sized.State, out var state) && table.IsTrained(state, new SizerSettings().VisitsMin, new SizerSettings().ValueMin);
        if (sized.IsHighVol && !trained && sized is not { IsFallback: true, SizeMultiplier.Value: 0.3m, Leverage.Value: 1m, ExitPlan: "conservative" })
        {
            Fail("I12 high volatility untrained", $"{sized.Symbol} was sized {sized.SizeMultiplier}, leverage {sized.Leverage}, exits {sized.ExitPlan} ({sized.Reason})");
        }
    }
}
