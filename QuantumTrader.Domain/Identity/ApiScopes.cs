namespace QuantumTrader.Domain.Identity;

/// <summary>What an API key may be used for. A key never may more than the person that it belongs to.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    /// <summary><c>trading:read</c></summary>
    TradingRead = 1,

    /// <summary><c>ess:activate</c></summary>
    EssActivate = 2,

    /// <summary><c>ess:reset</c>, annulling a false trip too; each use needs the owner's TOTP code too.</summary>
    EssReset = 4,

    /// <summary><c>audit:read</c></summary>
    AuditRead = 8,

    /// <summary><c>policy:change</c>; each use that loosens needs the owner's TOTP code too.</summary>
    PolicyChange = 16,

    /// <summary><c>alerts:acknowledge</c></summary>
    AlertsAcknowledge = 32,
}
