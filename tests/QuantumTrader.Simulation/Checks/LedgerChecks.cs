using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Checks;

/// <summary>I7 while it runs: the ledger is the venue's account at once when all is told, and a mismatch is no hold that lasts.</summary>
internal sealed class LedgerChecks(SimulatedWorld world)
{
    private const string Invariant = "I7 ledger is venue";
    private const decimal EntryShare = 0.000_000_1m; // both round an average of many fills
    private static readonly TimeSpan MismatchMax = TimeSpan.FromMinutes(1);
    private DateTimeOffset _askedInVainUtc;

    public void AfterStep(SimulatedProcess process)
    {
        if (!process.IsStarted || !process.Engine!.Ledger.IsKnown)
        {
            return; // Without the shared store a start may come up and know nothing of the account yet: it opens nothing.
        }

        world.Checks.Seen(Invariant);
        var difference = Difference(process.Engine.Ledger, process.Truth().Account);
        if (difference is null)
        {
            process.AgreesWithVenue();
        }
        else if (process.WasToldAll)
        {
            world.Checks.Fail(Invariant, $"all is told, and {difference}");
        }

        _askedInVainUtc = world.Faults.VenueIsGone ? process.NowUtc : _askedInVainUtc;
        CheckHold(process, difference);
    }

    /// <summary>
    /// What is on its way explains a difference for a moment, and no longer. While the venue answers nobody, there is nothing to compare with,
    /// and the hold stays: that may cost a minute more once it is back.
    /// </summary>
    private void CheckHold(SimulatedProcess process, string? difference)
    {
        if (process.Engine!.Mode.Holds.FirstOrDefault(h => h.Owner == TriggerCodes.LedgerMismatch) is { } hold
            && process.NowUtc - hold.SinceUtc > MismatchMax
            && process.NowUtc - _askedInVainUtc > MismatchMax)
        {
            world.Checks.Fail(Invariant, $"{hold.Reason} Now {difference ?? "they agree"}");
        }
    }

    private static string? Difference(AccountLedger ledger, AccountSnapshot account)
    {
        if (ledger.Wallet != account.WalletBalance)
        {
            return $"the wallet is {ledger.Wallet}, the venue's {account.WalletBalance}";
        }

        var theirs = account.Positions.ToDictionary(p => (p.Symbol, p.PositionSide));
        foreach (var leg in ledger.Legs.Where(l => !l.IsFlat || theirs.ContainsKey((l.Symbol, l.Side))))
        {
            if (!theirs.Remove((leg.Symbol, leg.Side), out var there) || there.Direction.Sign() * there.Quantity.Value != leg.SignedQuantity)
            {
                return $"{leg.Symbol} {leg.Side} is {leg.SignedQuantity}, the venue's {there?.Direction} {there?.Quantity}";
            }

            if (Math.Abs(leg.EntryPrice.Value - there.EntryPrice.Value) > EntryShare * there.EntryPrice.Value)
            {
                return $"{leg.Symbol} {leg.Side} was entered at {leg.EntryPrice}, the venue's at {there.EntryPrice}";
            }
        }

        return theirs.Count > 0 ? $"the venue holds {theirs.Values.First().Symbol} besides" : null;
    }
}
