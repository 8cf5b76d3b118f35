using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>
/// What is switched off, in two places. A write has succeeded when both have it. Reading takes what either says, and does with the local one
/// while the shared one is away; what only one place still has off is switched on by a person once more.
/// </summary>
public sealed class MirroredSwitchedOffStore(ISwitchedOffStore local, ISwitchedOffStore remote) : ISwitchedOffStore
{
    public async Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping)
    {
        var here = await local.ReadAsync(stopping);
        try
        {
            var there = await remote.ReadAsync(stopping);
            return [.. here, .. there.Where(t => !here.Any(h => h.Symbol == t.Symbol && h.Side == t.Side))];
        }
        catch (SwitchedOffStoreUnavailableException)
        {
            return here; // The shared store is away, which allows no entry anyway; it is read again when this process takes over.
        }
    }

    public async Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping)
    {
        await local.WriteAsync(all, stopping);
        await remote.WriteAsync(all, stopping);
    }
}
