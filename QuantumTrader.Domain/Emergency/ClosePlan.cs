using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>How one position is closed: chunks that the venue takes, and what is left because no order can be that small.</summary>
public readonly record struct ClosePlan(IReadOnlyList<Quantity> Chunks, Quantity Dust)
{
    /// <summary>Chunks are at most the market-lot maximum and multiples of the step; at most 100 in one plan, the rest comes with the next reading.</summary>
    public static ClosePlan For(Quantity held, Instrument? instrument)
    {
        if (instrument is null)
        {
            return new ClosePlan([held], Quantity.Zero); // Rules unknown: ask for all of it and let the venue say.
        }

        var closable = held.FloorToStep(instrument.StepSize);
        if (!(closable.IsPositive && closable >= instrument.QuantityMin))
        {
            return new ClosePlan([], held);
        }

        var largest = instrument.MarketQuantityMax.FloorToStep(instrument.StepSize);
        var chunkMax = largest.IsPositive ? largest : closable; // No bound, or one that cannot be meant.
        var chunks = new List<Quantity>();
        for (var left = closable; left.IsPositive && chunks.Count < 100;)
        {
            var chunk = Quantity.Min(left, chunkMax);
            chunks.Add(chunk);
            left -= chunk;
        }

        return new ClosePlan(chunks, held - closable);
    }
}
