namespace QuantumTrader.Web.Engine.Trades;

/// <summary>What became of the orders beside an exit that the venue refused.</summary>
/// <param name="HelpsPerhaps">Something was canceled, so that the exit may go through now.</param>
/// <param name="Theirs">People's orders on the exit's side that would open something; nobody here cancels them.</param>
public sealed record Uncovering(bool HelpsPerhaps, IReadOnlyList<string> Theirs);
