using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Entries of one symbol and side that a named person must switch on again.</summary>
/// <param name="Executions">How many were executed within <paramref name="Window"/>; 0: the venue took a position away.</param>
public sealed record SwitchedOff(Symbol Symbol, OrderSide Side, DateTimeOffset SinceUtc, int Executions, TimeSpan Window);
