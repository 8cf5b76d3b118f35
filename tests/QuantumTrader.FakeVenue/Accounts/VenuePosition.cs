namespace QuantumTrader.FakeVenue;

/// <summary>
/// One position, kept as amount and cost so that profits add up to the last digit: what was paid is never divided
/// before the last of it is sold.
/// </summary>
public sealed class VenuePosition(string symbol, PositionSide side)
{
    private const int MoneyDecimals = 8;

    public string Symbol => symbol;

    public PositionSide Side => side;

    /// <summary>Signed: short below zero.</summary>
    public decimal Amount { get; private set; }

    /// <summary>Σ price × signed quantity of what is open.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Cost with the commissions paid on what is open.</summary>
    public decimal BreakEvenCost { get; private set; }

    /// <summary>USDT set aside for an isolated position.</summary>
    public decimal IsolatedWallet { get; internal set; }

    /// <summary>Realised since the position began, without commissions.</summary>
    public decimal Realised { get; private set; }

    public long UpdateMs { get; internal set; }

    public decimal EntryPrice => Amount == 0m ? 0m : decimal.Round(Cost / Amount, 10);

    public decimal BreakEvenPrice => Amount == 0m ? 0m : decimal.Round(BreakEvenCost / Amount, 10);

    public decimal Unrealised(decimal mark) => (Amount * mark) - Cost;

    /// <summary>Books a fill of a signed quantity; returns the profit it realised, USDT.</summary>
    /// <param name="isolatedRate">What of each opened USDT is set aside (1 ÷ leverage); 0 for crossed margin.</param>
    public decimal Apply(decimal signed, decimal price, decimal commission, decimal isolatedRate)
    {
        var closing = Amount * signed < 0m ? decimal.Min(Math.Abs(signed), Math.Abs(Amount)) * Math.Sign(signed) : 0m;
        var opening = signed - closing;
        var realised = closing == 0m ? 0m : Close(closing, price);
        if (opening != 0m)
        {
            Amount += opening;
            Cost += opening * price;
            BreakEvenCost += (opening * price) + (commission * opening / signed);
            IsolatedWallet += decimal.Round(Math.Abs(opening) * price * isolatedRate, MoneyDecimals);
        }

        Realised = Amount == 0m ? 0m : Realised + realised;
        return realised;
    }

    private decimal Close(decimal closing, decimal price)
    {
        var whole = closing == -Amount;
        var share = -closing / Amount;
        var cost = whole ? Cost : decimal.Round(Cost * share, MoneyDecimals);
        var realised = (-closing * price) - cost;
        BreakEvenCost -= whole ? BreakEvenCost : decimal.Round(BreakEvenCost * share, MoneyDecimals);
        IsolatedWallet -= whole ? IsolatedWallet : decimal.Round(IsolatedWallet * share, MoneyDecimals);
        Cost -= cost;
        Amount += closing;
        return realised;
    }
}
