using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Access;

/// <summary>Entries that were switched off for repeated execution.</summary>
public interface IEntrySwitchControl
{
    /// <summary>Allows entries of this symbol and side again. Null when it was done; else why not.</summary>
    Task<Guarded<string?>> SwitchOnAsync(Caller caller, Symbol symbol, OrderSide side, string reason, CancellationToken stopping);
}
