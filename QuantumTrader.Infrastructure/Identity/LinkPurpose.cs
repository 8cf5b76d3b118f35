namespace QuantumTrader.Infrastructure.Identity;

public enum LinkPurpose
{
    /// <summary>The first person chooses name and password, while there is no user.</summary>
    Setup,

    /// <summary>A new user chooses a password, or one who lost it chooses another; a lost second factor is removed too.</summary>
    Password,
}
