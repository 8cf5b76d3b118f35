namespace QuantumTrader.Domain.Identity;

/// <summary>Who may do one thing, and how.</summary>
/// <param name="Name">Dotted, as it stands in the audit trail.</param>
/// <param name="Allowed">Any of these roles suffices.</param>
/// <param name="Scope">What an API key needs for it; <see cref="ApiScopes.None"/>: no key may.</param>
public sealed record ActionRule(AccessAction Action, string Name, Roles Allowed, ApiScopes Scope = ApiScopes.None)
{
    /// <summary>Needs a sign-in of the last few minutes, with the second factor where there is one.</summary>
    public bool NeedsStepUp { get; init; }

    /// <summary>An API key must come with its owner's TOTP code, so the owner must have one.</summary>
    public bool NeedsTotpWithKey { get; init; }

    /// <summary>Leaves a record in the audit trail, also when it is refused.</summary>
    public bool IsPrivileged { get; init; } = true;

    /// <summary>May be set to need a second person.</summary>
    public bool MayNeedSecondPerson { get; init; }

    /// <summary>Is done first and recorded afterwards: no failure of the audit trail holds it up.</summary>
    public bool GoesFirst { get; init; }

    /// <summary>Whoever may open the data directory on this machine may do it.</summary>
    public bool IsOpenToHost { get; init; }
}
