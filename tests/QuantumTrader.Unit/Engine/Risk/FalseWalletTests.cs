using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>The first reading of the account decides what a fall is measured from, also the highest ever, which no reset lowers.</summary>
public sealed class FalseWalletTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(10_000)]
    public void Start_OneReadingOfTenTimesTheWallet_IsNoPeakAndTheTruthAfterItNoFall(int? peak)
    {
        using var bench = new EngineBench(drawdown: StateOf(peak));
        bench.Venue.WalletToldOnce = 100_000m;

        bench.Await(() => bench.Engine.StartAsync(held: null));
        for (var i = 0; i < 60; i++)
        {
            bench.Step();
            bench.Do(bench.Engine.OnTick);
        }

        Assert.Equal((new Usd(10_000m), new Usd(10_000m)), (bench.Engine.Equity.Last.Peak, bench.Engine.Equity.Last.AllTimePeak));
        Assert.Empty(bench.Of<EmergencyStopped>());
        Assert.Equal(TradingMode.Active, bench.Engine.Mode.Mode);
    }

    /// <summary>What cannot be asked for a second time is not believed at its first word.</summary>
    [Fact]
    public void Start_TheSecondReadingFails_TheFirstIsNoPeakAndNothingTradesUntilTwoAgree()
    {
        using var bench = new EngineBench(drawdown: StateOf(10_000));
        bench.Venue.WalletToldOnce = 100_000m;
        bench.Venue.OnAsk = question =>
        {
            if (question == "account" && bench.Venue.WalletToldOnce is null)
            {
                bench.Venue.Fails.Add("account"); // from the second on
            }
        };

        bench.Do(() => _ = bench.Engine.StartAsync(held: null));
        bench.Pass(TimeSpan.FromSeconds(5));
        Assert.NotEqual(new Usd(100_000m), bench.Engine.Equity.Last.AllTimePeak);
        Assert.False(bench.Engine.Leadership.IsOnDuty);

        bench.Venue.OnAsk = null;
        bench.Venue.Fails.Clear();
        bench.Until(() => bench.Engine.Leadership.IsOnDuty, "it was agreed");
        bench.Step();
        Assert.Equal((new Usd(10_000m), new Usd(10_000m)), (bench.Engine.Equity.Last.Peak, bench.Engine.Equity.Last.AllTimePeak));
    }

    [Fact]
    public void Start_AWalletThatTwoReadingsTell_IsThePeakHoweverHigh()
    {
        using var bench = new EngineBench(drawdown: StateOf(10_000));
        bench.Venue.Wallet = 100_000m;

        bench.Await(() => bench.Engine.StartAsync(held: null));
        bench.Step();
        bench.Step();

        Assert.Equal(new Usd(100_000m), bench.Engine.Equity.Last.Peak);
    }

    [Fact]
    public void Start_AFallWhileNobodyLooked_IsTakenAtItsFirstWord()
    {
        using var bench = new EngineBench(drawdown: StateOf(10_000));
        bench.Venue.WalletToldOnce = 8_000m; // a second reading would say otherwise: it is not asked for

        bench.Await(() => bench.Engine.StartAsync(held: null));

        Assert.Equal((DrawdownStatus.Suspected, new Usd(8_000m)), (bench.Engine.Equity.Last.Status, bench.Engine.Equity.Last.Equity));
    }

    private static DrawdownState? StateOf(int? peak) => peak is { } known ? DrawdownState.Empty with { Peak = new(known), AllTimePeak = new(known) } : null;
}
