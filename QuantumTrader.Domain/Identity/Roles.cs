namespace QuantumTrader.Domain.Identity;

/// <summary>What a person may do, as a set: the duties are separate, and one person may hold several.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Sees everything about trading; changes nothing.</summary>
    Viewer = 1,

    /// <summary>May stop, pause entries, acknowledge and retry.</summary>
    Operator = 2,

    /// <summary>May reset, change policy and promote models; may stop.</summary>
    Risk = 4,

    /// <summary>Users, keys and settings; may stop. Does not reset by this role alone.</summary>
    Admin = 8,
}
