namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the dead man's switch did: whether it ran with nothing resting, what was open when the app was killed, and after the venue's countdown.</summary>
public sealed record DeadManFacts(bool RanWithNothingResting, int RestingWhenKilled, int PositionsWhenKilled, int StopsWhenKilled, int PositionsAfter, int StopsAfter);
