using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>What a taker pays: the last price, worse by half the spread and a drawn slippage that grows with the order's value.</summary>
internal static class PaperPricing
{
    private const decimal BpsPerOne = 10_000m;
    private const decimal SlippageBpsCap = 1_000m;

    public static decimal HalfSpread(PaperSettings settings) => settings.HalfSpreadBps / BpsPerOne;

    /// <summary>Rounded to the tick against the taker; never zero or below.</summary>
    public static decimal Taker(PaperLedger ledger, Instrument instrument, OrderSide side, decimal reference, decimal quantity)
    {
        var settings = ledger.Settings;
        var slippageMax = settings.SlippageBps + (settings.SlippageBpsPerMillion * reference * quantity / 1_000_000m);
        var worse = HalfSpread(settings) + (ledger.Dice.Next() * Math.Min(slippageMax, SlippageBpsCap) / BpsPerOne);
        return side == OrderSide.Buy
            ? new Price(Plain(reference * (1m + worse), instrument)).CeilingToTick(instrument.TickSize).Value
            : Math.Max(new Price(Plain(reference * (1m - worse), instrument)).FloorToTick(instrument.TickSize).Value, Smallest(instrument));
    }

    private static decimal Smallest(Instrument instrument) => instrument.TickSize > 0m ? instrument.TickSize : 0.00000001m;

    private static decimal Plain(decimal price, Instrument instrument) => instrument.TickSize > 0m ? price : decimal.Round(price, 8);
}
