using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Nothing is opened in one symbol.</summary>
/// <param name="Symbol">Which.</param>
/// <param name="Owner">Who paused it.</param>
/// <param name="Reason">For people.</param>
/// <param name="SinceUtc">When it began.</param>
/// <param name="UntilUtc">When it ends by itself.</param>
public sealed record SymbolPause(Symbol Symbol, string Owner, string Reason, DateTimeOffset SinceUtc, DateTimeOffset UntilUtc);
