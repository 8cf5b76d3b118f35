using QuantumTrader.Domain.Emergency.Triggers;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>How the board reaches the rest of the engine.</summary>
/// <param name="Run">Asks for the emergency stop: code and reason. It may throw, and is then asked again with the next look.</param>
/// <param name="IsStopped">An emergency holds.</param>
/// <param name="Tell">Journals; never waits and never throws.</param>
internal sealed record TriggerDeeds(Action<string, string> Run, Func<bool> IsStopped, Action<TriggerActed> Tell);
