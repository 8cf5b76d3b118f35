using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Access;

/// <summary>The list of what must be closed by hand at the venue.</summary>
public interface IManualCloseControl
{
    /// <summary>Notes that somebody saw this position closed; the ledger is not touched. Null when it was noted; else why not.</summary>
    Task<Guarded<string?>> SeeClosedAsync(Caller caller, Symbol symbol, PositionSide side, string note, CancellationToken stopping);
}
