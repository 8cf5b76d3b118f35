using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

/// <summary>Correlation of closed bars: of the same bars on both sides, and unknown rather than guessed.</summary>
public class ReturnWindowTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly double[] Moves = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i * 1.7) / 100.0)];
    private static readonly double[] Others = [.. Enumerable.Range(0, 200).Select(i => Math.Cos(i * i * 0.37) / 100.0)];

    [Fact]
    public void Correlation_SameMovesAndTurnedRound_AreOneAndMinusOne()
    {
        var (a, twice, against) = (Window(Moves), Window([.. Moves.Select(m => 2 * m)]), Window([.. Moves.Select(m => -m)]));

        Assert.Equal(1.0, a.CorrelationWith(twice)!.Value, 6);
        Assert.Equal(-1.0, a.CorrelationWith(against)!.Value, 3);
        Assert.Equal(a.CorrelationWith(against), against.CorrelationWith(a));
    }

    [Fact]
    public void Correlation_OfMixedMoves_IsPearsonsOverTheLastBars()
    {
        double[] mixed = [.. Moves.Zip(Others, (m, o) => (0.6 * m) + (0.8 * o))];

        Assert.Equal(Pearson(Moves[^ReturnWindow.Capacity..], mixed[^ReturnWindow.Capacity..]), Window(Moves).CorrelationWith(Window(mixed))!.Value, 6);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Correlation_WithFewBarsInCommon_IsUnknown(int bars, bool isKnown) =>
        Assert.Equal(isKnown, Window(Moves).CorrelationWith(Window(Moves[^bars..], skip: Moves.Length - bars)) is not null);

    [Fact]
    public void Correlation_OfBarsAtOtherTimes_IsUnknown() =>
        Assert.Null(Window(Moves).CorrelationWith(Window(Moves, offset: TimeSpan.FromSeconds(1))));

    [Fact]
    public void Correlation_OfAPriceThatDoesNotMove_IsUnknown() => Assert.Null(Window(Moves).CorrelationWith(Window(new double[200])));

    [Fact]
    public void Correlation_AcrossAGap_ComparesOnlyReturnsOfOneBar()
    {
        var (a, b) = (Window(Moves[..60]), Window(Moves[..60]));
        b.Add(Bar(61, 1_000_000m)); // the bar before it is missing: no return of one bar
        a.Add(Bar(60, 100m));
        a.Add(Bar(61, 100m));

        Assert.Equal(1.0, a.CorrelationWith(b)!.Value, 6);
    }

    [Fact]
    public void Add_ABarThatIsNotLaterOrHasNoPrice_LeavesWhatIsKnown()
    {
        var (a, b) = (Window(Moves), Window(Moves));
        b.Add(Bar(3, 1m));
        b.Add(Bar(Moves.Length, 0m));

        Assert.Equal(1.0, a.CorrelationWith(b)!.Value, 6);
    }

    /// <summary>A bad tick that was put right is no move, there and back.</summary>
    [Theory]
    [InlineData(10.0)]
    [InlineData(0.0)]
    public void Add_TheLastBarCorrected_LeavesNothingOfTheBadTick(double factor)
    {
        var (window, price) = (new ReturnWindow(), 100.0);
        window.Add(Bar(-1, 100m));
        for (var i = 0; i < Moves.Length; i++)
        {
            price *= 1.0 + Moves[i];
            window.Add(Bar(i, i % 50 == 7 ? (decimal)(price * factor) : (decimal)price));
            window.Add(Bar(i, (decimal)price));
        }

        Assert.Equal(1.0, Window(Moves).CorrelationWith(window)!.Value, 6);
    }

    [Fact]
    public void AddAndAsk_AllocateNothing()
    {
        var (a, b, i) = (Window(Moves), Window(Others), 1_000);

        Assert.Equal(0, Allocations.Least(() =>
        {
            a.Add(Bar(i, 100m));
            b.Add(Bar(i++, 101m));
            _ = a.CorrelationWith(b);
        }));
    }

    private static ReturnWindow Window(double[] moves, int skip = 0, TimeSpan offset = default)
    {
        var (window, price) = (new ReturnWindow(), 100.0);
        window.Add(Bar(skip - 1, 100m, offset));
        for (var i = 0; i < moves.Length; i++)
        {
            price *= 1.0 + moves[i];
            window.Add(Bar(skip + i, (decimal)price, offset));
        }

        return window;
    }

    private static Candle Bar(int minute, decimal close, TimeSpan offset = default)
    {
        var price = new Price(close);
        return new(Start + offset + TimeSpan.FromMinutes(minute), TimeSpan.FromMinutes(1), price, price, price, price, new Quantity(1m), new Usd(1m));
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / Math.Sqrt(a.Sum(x => Math.Pow(x - meanA, 2)) * b.Sum(y => Math.Pow(y - meanB, 2)));
    }
}
