namespace QuantumTrader.Domain.Identity;

/// <summary>How a caller proved who it is.</summary>
public enum CallerKind
{
    /// <summary>It did not.</summary>
    Anonymous,

    /// <summary>A person with a session.</summary>
    Person,

    /// <summary>An API key of a person.</summary>
    ApiKey,

    /// <summary>Whoever may open the data directory on this machine; proved by the operating system.</summary>
    Host,
}
