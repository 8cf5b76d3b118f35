using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Unit.Engine.Risk;

public class DenialBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly DenialBook _book = new();

    [Fact]
    public void Rows_ByCode_WithTheNewestReason()
    {
        Deny(0, "STANDBY", "MAX_POSITIONS");
        Deny(1, "MAX_POSITIONS");

        var rows = _book.Rows(Start.AddMinutes(1));

        Assert.Equal(2, _book.Count);
        Assert.Equal([("MAX_POSITIONS", 2L, 2L), ("STANDBY", 1L, 1L)], rows.Select(r => (r.Code, r.Count, r.InLastHour)));
        Assert.Equal((Start, Start.AddMinutes(1), "MAX_POSITIONS at 1"), (rows[0].FirstAtUtc, rows[0].LastAtUtc, rows[0].LastDetail));
    }

    [Fact]
    public void Rows_AnHourLater_CountTheHourAlone()
    {
        Deny(0, "STANDBY");
        Deny(30, "STANDBY");

        Assert.Equal(2, InLastHour(59));
        Assert.Equal(1, InLastHour(60));
        Assert.Equal(0, InLastHour(90));
        Deny(120, "STANDBY"); // the slot of the first
        Assert.Equal(1, InLastHour(120));
        Assert.Equal(3, _book.Rows(Start.AddMinutes(120))[0].Count);
    }

    [Fact]
    public void Add_AClose_IsNotAskedAbout()
    {
        _book.Add(Denied(0, OrderPurpose.Exit, "QUANTITY_INVALID"));

        Assert.Equal((0L, 0), (_book.Count, _book.Rows(Start).Count));
    }

    private long InLastHour(int minute) => _book.Rows(Start.AddMinutes(minute))[0].InLastHour;

    private void Deny(int minute, params string[] codes) => _book.Add(Denied(minute, OrderPurpose.Entry, codes));

    private static OrderDenied Denied(int minute, OrderPurpose purpose, params string[] codes) => new(Guid.Empty, Start.AddMinutes(minute), TradeId.Create("1-1"))
    {
        Symbol = Symbol.Create("BTCUSDT"),
        ClientOrderId = ClientOrderId.Create("qt1-1-e0"),
        Purpose = purpose,
        Codes = codes,
        Details = [.. codes.Select(c => $"{c} at {minute}")],
    };
}
