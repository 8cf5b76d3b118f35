using CsCheck;
using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution;

public sealed class SendWindowTests
{
    [Theory]
    [InlineData(10_000, 2000)]
    [InlineData(2500, 2000)]
    [InlineData(2499, 1999)]
    [InlineData(501, 1)]
    public void Window_OfALease_IsWhatIsLeftLessTheReserve(int left, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), SendWindow.For(TimeSpan.FromMilliseconds(left)));

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    [InlineData(-10)]
    public void Window_LeaseEndsTooSoon_IsNone(int left) => Assert.Null(SendWindow.For(TimeSpan.FromMilliseconds(left)));

    [Fact]
    public void Window_PartOfAMillisecond_DoesNotCount() => Assert.Null(SendWindow.For(TimeSpan.FromMilliseconds(500.9)));

    [Fact]
    public void Window_LeaseThatCannotRunOut_IsTheLongest() => Assert.Equal(SendWindow.Max, SendWindow.For(TimeSpan.MaxValue));

    [Fact]
    public void Window_AnyLease_EndsBeforeIt() => Gen.OneOf(Gen.Long, Gen.Long[-1, 40_000_000]).Sample(ticks =>
        SendWindow.For(new(ticks)) is not { } window
        || (window > TimeSpan.Zero && window <= SendWindow.Max && window <= new TimeSpan(ticks) - SendWindow.Reserve && window.Ticks % TimeSpan.TicksPerMillisecond == 0));
}
