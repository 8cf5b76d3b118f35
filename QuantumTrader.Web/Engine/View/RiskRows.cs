using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.View;

/// <param name="Count">Denied entries since the start that had this reason.</param>
/// <param name="LastDetail">The newest one in words, with the limit that would have passed.</param>
public sealed record DenialGroupRow(string Code, long Count, long InLastHour, DateTimeOffset FirstAtUtc, DateTimeOffset LastAtUtc, Symbol LastSymbol, string LastDetail);

/// <param name="Why">Who decided, why, with the numbers, until when.</param>
public sealed record ModuleRow(SafetyModule Module, SeatState State, string Why);

/// <summary>What all modules allow together.</summary>
public sealed record GovernorRow(SafetyLevel Level, bool AllowsNewTrades, SafetyModule? Primary, bool AsksForStop, Fraction SizeMultiplier, Fraction LeverageMultiplier, Fraction ExposureMultiplier, DateTimeOffset? JudgedAtUtc);

/// <summary>Entries that a named person must switch on.</summary>
public sealed record SwitchedOffRow(Symbol Symbol, OrderSide Side, DateTimeOffset SinceUtc, int Executions, TimeSpan Window);
