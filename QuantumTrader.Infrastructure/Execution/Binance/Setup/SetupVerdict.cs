using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>What is not as it must be at the venue, in words for people.</summary>
/// <param name="Faults">Of the account: nothing may be opened.</param>
/// <param name="BySymbol">Of a symbol: nothing may be opened in it.</param>
public sealed record SetupVerdict(IReadOnlyList<string> Faults, IReadOnlyDictionary<Symbol, string> BySymbol)
{
    public bool IsSound => Faults.Count == 0 && BySymbol.Count == 0;

    /// <summary>The account's first.</summary>
    public IReadOnlyList<string> All => [.. Faults, .. BySymbol.Values];
}
