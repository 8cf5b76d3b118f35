namespace QuantumTrader.FakeVenue;

/// <summary>What one leg (or one-way position) of a symbol ties up, USDT.</summary>
/// <param name="Exposure">The larger of what the position would be if all buys, or all sells, were filled; absolute notional.</param>
public readonly record struct SymbolMargin(decimal Notional, decimal Unrealised, decimal PositionInitial, decimal OrderInitial, decimal Maintenance, decimal Exposure)
{
    public decimal Initial => PositionInitial + OrderInitial;
}
