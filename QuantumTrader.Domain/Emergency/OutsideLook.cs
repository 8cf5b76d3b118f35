namespace QuantumTrader.Domain.Emergency;

/// <summary>What lay beside a running engine at one look.</summary>
/// <param name="File">The file that asks for a stop; null: there is none.</param>
/// <param name="Latch">What the latch file says, whoever wrote it.</param>
public sealed record OutsideLook(StopFileSeen? File, LatchFileRead Latch);
