using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>Sets what is held here beside what the venue tells. Pure.</summary>
public static class LedgerComparison
{
    /// <param name="ledger">Known.</param>
    /// <param name="venue">One reading.</param>
    /// <param name="comparedAtUtc">When the venue was read, by the engine's clock.</param>
    /// <param name="differsSinceUtc">When a difference was first seen; null: none was before this.</param>
    public static AccountDrift Of(AccountLedger ledger, AccountSnapshot venue, DateTimeOffset comparedAtUtc, DateTimeOffset? differsSinceUtc)
    {
        var wallet = venue.WalletBalance - ledger.Wallet;
        var legs = LegsOf(ledger.Legs.Select(l => (l.Symbol, l.Side, l.SignedQuantity)), venue);
        var score = ScoreOf(wallet, legs, venue, leg => ledger.Find(leg.Symbol, leg.Side)?.MarkPrice);
        return new AccountDrift(comparedAtUtc, wallet, legs, score, wallet == Usd.Zero && legs.Count == 0 ? null : differsSinceUtc ?? comparedAtUtc);
    }

    /// <summary>The legs that differ: those that are held here first, then those that the venue alone holds.</summary>
    /// <param name="ours">Each leg once, short negative.</param>
    /// <param name="venue">One reading.</param>
    public static IReadOnlyList<LegDrift> LegsOf(IEnumerable<(Symbol Symbol, PositionSide Side, decimal Held)> ours, AccountSnapshot venue)
    {
        var theirs = venue.Positions.ToLookup(p => (p.Symbol, p.PositionSide), p => p.Direction.Sign() * p.Quantity.Value);
        var known = new HashSet<(Symbol, PositionSide)>();
        var legs = new List<LegDrift>();
        foreach (var (symbol, side, held) in ours)
        {
            known.Add((symbol, side));
            Add(legs, new LegDrift(symbol, side, held, theirs[(symbol, side)].Sum()));
        }

        foreach (var leg in theirs.Where(l => !known.Contains(l.Key)))
        {
            Add(legs, new LegDrift(leg.Key.Symbol, leg.Key.PositionSide, 0m, leg.Sum()));
        }

        return legs;
    }

    /// <summary>Null when it cannot be reckoned, which is not zero.</summary>
    /// <param name="wallet">The difference.</param>
    /// <param name="legs">That differ.</param>
    /// <param name="venue">Tells equity and marks.</param>
    /// <param name="markOf">Of a leg that the venue does not hold.</param>
    public static Fraction? ScoreOf(Usd wallet, IReadOnlyList<LegDrift> legs, AccountSnapshot venue, Func<LegDrift, Price?> markOf)
    {
        if (!(venue.Equity > Usd.Zero))
        {
            return null;
        }

        var sum = Math.Abs(wallet.Value);
        foreach (var leg in legs)
        {
            var told = venue.Positions.FirstOrDefault(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side)?.MarkPrice;
            if ((told is { IsValid: true } ? told : markOf(leg)) is not { IsValid: true } mark)
            {
                return null;
            }

            sum += Math.Abs(leg.Ours - leg.Theirs) * mark.Value;
        }

        return new Fraction(sum / venue.Equity.Value);
    }

    private static void Add(List<LegDrift> legs, LegDrift leg)
    {
        if (leg.Ours != leg.Theirs)
        {
            legs.Add(leg);
        }
    }
}
