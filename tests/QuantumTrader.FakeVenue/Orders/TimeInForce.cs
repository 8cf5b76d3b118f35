namespace QuantumTrader.FakeVenue;

public enum TimeInForce
{
    Gtc,
    Ioc,
    Fok,

    /// <summary>Post only.</summary>
    Gtx,

    /// <summary>Until a date.</summary>
    Gtd,

    /// <summary>Conditional orders: ends with the position.</summary>
    GteGtc,
}
