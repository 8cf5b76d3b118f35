namespace QuantumTrader.FakeVenue;

/// <summary>One leverage bracket: notional in (floor, cap] USDT, the highest leverage there and its maintenance rate.</summary>
/// <param name="Cumulative">Subtracted from notional × rate so that the maintenance margin has no step at the floor; USDT.</param>
public sealed record VenueBracket(int Number, int LeverageMax, decimal NotionalFloor, decimal NotionalCap, decimal MaintenanceRate, decimal Cumulative);
