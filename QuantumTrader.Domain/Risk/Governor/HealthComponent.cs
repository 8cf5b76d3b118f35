namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>The parts of the system that trading rests on.</summary>
public enum HealthComponent
{
    Journal,
    Store,
    MarketData,
    Venue,
    Tasks,
}
