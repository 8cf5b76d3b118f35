using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>Money that comes and goes while no engine looks is neither profit nor loss.</summary>
public sealed class TransfersAwayTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static DrawdownState Left(decimal counted) => new(new Usd(10_000m), null, null) { AllTimePeak = new Usd(10_000m), TransfersSinceUtc = Since, Transfers = new Usd(counted) };

    [Theory]
    [InlineData(-8_000)]
    [InlineData(5_000)]
    public void Start_AfterATransferWhileNobodyLooked_MovesThePeaks(int amount)
    {
        using var bench = Started(0m, amount, (Since.AddHours(1), amount));

        Assert.Equal((10_000m + amount, 10_000m + amount), Peaks(bench));
        Assert.False(bench.Engine.Emergency.IsLatched);
        Assert.Equal((Since, (decimal)amount), Stored(bench));
    }

    [Fact]
    public void Start_AfterATransferThatThePeakHolds_CountsItNoMore()
    {
        using var bench = Started(-8_000m, 0m, (Since.AddHours(1), -8_000m));

        Assert.Equal((10_000m, 10_000m), Peaks(bench));
        Assert.Equal((Since, -8_000m), Stored(bench));
    }

    [Fact]
    public void Start_AfterALossWhileNobodyLooked_IsALoss()
    {
        using var bench = Started(0m, -2_000m, (Since.AddHours(1), -1_000m));
        bench.Step();
        bench.Step();

        Assert.Equal((9_000m, 9_000m), Peaks(bench));
        Assert.True(bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Start_WhileTheTransfersCannotBeRead_WaitsForThem()
    {
        using var bench = Made(0m, -8_000m, (Since.AddHours(1), -8_000m));
        bench.Venue.Fails.Add("transfers");
        bench.Do(() => _ = bench.Engine.StartAsync(null));
        bench.Pass(TimeSpan.FromSeconds(10));
        Assert.False(bench.Engine.Leadership.IsOnDuty);

        bench.Venue.Fails.Remove("transfers");
        bench.Pass(TimeSpan.FromSeconds(10));

        Assert.True(bench.Engine.Leadership.IsOnDuty);
        Assert.Equal((2_000m, 2_000m), Peaks(bench));
    }

    [Fact]
    public void Start_WithAPeakFromBeforeTransfersWereKept_TakesThemToBeInIt()
    {
        using var bench = new EngineBench(drawdown: new DrawdownState(new Usd(10_000m), null, null));
        bench.Venue.Transfers.Add((bench.Now, 700m));
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Step();

        Assert.Equal(10_000m, bench.Engine.Equity.Last.Peak!.Value.Value);
        Assert.Equal((bench.Venue.TransfersFrom, 700m), Stored(bench));
    }

    [Fact]
    public void Running_ADayLater_TheInstantMovesOnWhereNothingCameOrWent()
    {
        using var bench = new EngineBench(drawdown: Left(5m) with { TransfersSinceUtc = Since.AddDays(-1) });
        bench.Venue.Transfers.Add((Since, 5m));

        bench.Await(() => bench.Engine.StartAsync(null));

        Assert.Equal((bench.Now - TimeSpan.FromMinutes(5), 0m), Stored(bench));
    }

    private static EngineBench Made(decimal counted, decimal moved, params (DateTimeOffset, decimal)[] transfers)
    {
        var bench = new EngineBench(drawdown: Left(counted));
        bench.Venue.Wallet = 10_000m + moved;
        bench.Venue.Transfers.AddRange(transfers);
        return bench;
    }

    private static EngineBench Started(decimal counted, decimal moved, params (DateTimeOffset, decimal)[] transfers)
    {
        var bench = Made(counted, moved, transfers);
        bench.Await(() => bench.Engine.StartAsync(null));
        return bench.Step();
    }

    private static (decimal, decimal) Peaks(EngineBench bench) => (bench.Engine.Equity.Last.Peak!.Value.Value, bench.Engine.Equity.Last.AllTimePeak!.Value.Value);

    private static (DateTimeOffset, decimal) Stored(EngineBench bench)
    {
        var state = bench.Await(() => bench.Drawdowns.ReadAsync(CancellationToken.None))!;
        return (state.TransfersSinceUtc!.Value, state.Transfers.Value);
    }
}
