namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Nothing can be asked of the engine yet; nothing trades either. The only failure that waiting mends.</summary>
public sealed class EngineStartingException() : InvalidOperationException("The engine has not started yet; nothing trades. Try again in a moment.");
