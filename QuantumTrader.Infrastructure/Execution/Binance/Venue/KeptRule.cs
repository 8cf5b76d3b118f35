using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>One symbol's; in plain numbers.</summary>
internal sealed record KeptRule(
    string Symbol, decimal TickSize, decimal StepSize, decimal QuantityMin, decimal QuantityMax, decimal MarketQuantityMax, decimal NotionalMin, decimal LeverageMax)
{
    public static KeptRule Of(Instrument i) => new(
        i.Symbol.Value, i.TickSize, i.StepSize, i.QuantityMin.Value, i.QuantityMax.Value, i.MarketQuantityMax.Value, i.NotionalMin.Value, i.LeverageMax.Value);

    /// <exception cref="ArgumentException">The name is none.</exception>
    public Instrument ToInstrument() => new()
    {
        Symbol = Domain.Units.Symbol.Create(Symbol),
        TickSize = TickSize,
        StepSize = StepSize,
        QuantityMin = new(QuantityMin),
        QuantityMax = new(QuantityMax),
        MarketQuantityMax = new(MarketQuantityMax),
        NotionalMin = new(NotionalMin),
        LeverageMax = new(LeverageMax),
    };
}
