namespace QuantumTrader.FakeVenue;

public enum RestSecurity
{
    /// <summary>Anybody.</summary>
    None,

    /// <summary>The key's header, unsigned: user streams and some market data.</summary>
    KeyOnly,

    /// <summary>Signed; the key may read.</summary>
    UserData,

    /// <summary>Signed; the key may trade futures.</summary>
    Trade,
}
