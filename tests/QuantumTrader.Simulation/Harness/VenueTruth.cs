using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Simulation.Harness;

/// <summary>The venue as it is, whatever the faults let the engine see.</summary>
internal sealed record VenueTruth(AccountSnapshot Account, IReadOnlyList<VenueOrder> Orders, IReadOnlyList<VenueOrder> Conditionals, Func<VenuePosition, bool>? IsDust = null)
{
    /// <summary>Dust aside.</summary>
    public string? WhyNotFlat => Account.Positions.Count(p => IsDust?.Invoke(p) != true) + Orders.Count + Conditionals.Count == 0
        ? null
        : string.Join(", ", Account.Positions.Select(p => $"{p.Symbol} {p.Direction} {p.Quantity}")
            .Concat(Orders.Concat(Conditionals).Select(o => $"order {o.ClientOrderId}")));
}
