using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>One symbol at the paper venue: its last price, positions and open orders.</summary>
internal sealed class PaperBook
{
    public PaperBook(Instrument instrument, PaperSettings settings)
    {
        Instrument = instrument;
        Leverage = Math.Min(settings.LeverageDefault.Value, instrument.LeverageMax.Value);
        Legs = settings.HedgeMode ? [new(PositionSide.Long), new(PositionSide.Short)] : [new(PositionSide.Both)];
    }

    public Instrument Instrument { get; }
    public Symbol Symbol => Instrument.Symbol;
    public PaperLeg[] Legs { get; }
    public List<PaperOrder> Orders { get; } = [];
    public List<PaperOrder> Conditionals { get; } = [];
    public decimal Leverage { get; set; }

    /// <summary>The last price on the path, which is also the mark; zero before the first bar.</summary>
    public decimal Mark { get; set; }

    /// <summary>Close of the last bar in market time, UTC ticks; zero before the first.</summary>
    public long LastCloseTicks { get; set; }

    /// <summary>Counts walks, so that nothing executes twice in one.</summary>
    public long Walk { get; set; }

    /// <summary>Cached, because every bar asks: a position or an open order.</summary>
    public bool IsBusy { get; private set; }

    public bool HasPosition { get; private set; }

    /// <summary>Strictly between these prices nothing can happen here, as long as the ledger's version is this one.</summary>
    public decimal QuietAbove { get; set; }
    public decimal QuietBelow { get; set; }
    public long QuietVersion { get; set; } = -1;

    public PaperLeg Leg(PositionSide side) => Legs[side == PositionSide.Short ? 1 : 0];

    public List<PaperOrder> ListOf(PaperOrder order) => order.IsConditional ? Conditionals : Orders;

    public void Refresh()
    {
        HasPosition = false;
        foreach (var leg in Legs) HasPosition |= !leg.IsFlat;
        IsBusy = HasPosition || Orders.Count > 0 || Conditionals.Count > 0;
    }

    /// <summary>Unrealised profit less maintenance margin.</summary>
    public decimal CushionShare(decimal maintenanceRate)
    {
        var sum = 0m;
        foreach (var leg in Legs) sum += leg.UnrealisedAt(Mark) - (maintenanceRate * Math.Abs(leg.Amount) * Mark);
        return sum;
    }

    /// <summary>By how much <see cref="CushionShare"/> grows when the price grows by one.</summary>
    public decimal CushionSlope(decimal maintenanceRate)
    {
        var slope = 0m;
        foreach (var leg in Legs) slope += leg.Amount - (maintenanceRate * Math.Abs(leg.Amount));
        return slope;
    }
}
