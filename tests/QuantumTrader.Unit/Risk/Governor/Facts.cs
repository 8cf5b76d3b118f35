using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk.Governor;

/// <summary>Facts on which no module holds anything back; each test spoils one thing.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Now = Given.Now;
    public static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(15);

    /// <summary>The policy's daily limit is 5 % of the 1,000 USD that the day began with.</summary>
    public static ModuleFacts Sound => new()
    {
        NowUtc = Now,
        ValidFor = ValidFor,
        Policy = DefaultPolicy.Create(Now),
        Equity = new Usd(1_000m),
        DayOpenEquity = new Usd(1_000m),
        Drawdown = Fraction.Zero,
        LosingStreak = 0,
        OpenPositions = 1,
        Market = new MarketFacts(30.0, 0.0),
        Health = HealthFacts.AllOk,
    };

    public static ModuleFacts WithEquity(decimal equity) => Sound with { Equity = new Usd(equity) };
}
