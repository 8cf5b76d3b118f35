using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution;

public sealed class VenueMarkTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Directory_OfOneVenue_IsRefusedToAnother()
    {
        VenueMark.Check(_data.Path, "Paper"); // nobody's yet
        await VenueMark.WriteAsync(_data.Path, "Binance Rehearsal");
        VenueMark.Check(_data.Path, "Binance Rehearsal");

        var refused = Assert.Throws<OtherVenueException>(() => VenueMark.Check(_data.Path, "Paper"));

        Assert.Contains("'Binance Rehearsal'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'Paper'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Exchange:Provider", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public void Mark_Damaged_AllowsNobody(string content)
    {
        File.WriteAllText(_data[VenueMark.FileName], content);

        Assert.Contains(VenueMark.FileName, Assert.Throws<InvalidDataException>(() => VenueMark.Check(_data.Path, "Paper")).Message, StringComparison.Ordinal);
    }
}
