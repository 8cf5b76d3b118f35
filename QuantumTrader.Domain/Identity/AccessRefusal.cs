namespace QuantumTrader.Domain.Identity;

/// <summary>Why somebody may not, and what to do about it.</summary>
/// <param name="Code">Stable, upper case, for machines.</param>
/// <param name="Why">One sentence for people.</param>
public sealed record AccessRefusal(string Code, string Why)
{
    public const string NotSignedInCode = "NOT_SIGNED_IN";
    public const string RoleMissingCode = "ROLE_MISSING";
    public const string ScopeMissingCode = "SCOPE_MISSING";
    public const string StepUpNeededCode = "STEP_UP_NEEDED";
    public const string CodeNeededCode = "CODE_NEEDED";
    public const string SecondPersonNeededCode = "SECOND_PERSON_NEEDED";
    public const string AuditUnavailableCode = "AUDIT_UNAVAILABLE";
    public const string NotOnHostCode = "NOT_ON_HOST";

    public static AccessRefusal NotSignedIn(ActionRule rule) => new(NotSignedInCode, $"{rule.Name} needs a sign-in.");

    public static AccessRefusal RoleMissing(ActionRule rule, Roles roles) =>
        new(RoleMissingCode, $"{rule.Name} needs the role {string.Join(" or ", RoleNames.In(rule.Allowed))}; you have {RoleNames.Text(roles)}. An Admin can give it.");

    public static AccessRefusal ScopeMissing(ActionRule rule) =>
        new(ScopeMissingCode, rule.Scope == ApiScopes.None ? $"{rule.Name} cannot be done with an API key; sign in." : $"{rule.Name} needs a key with the scope {ApiScopeNames.Text(rule.Scope)}.");

    public static AccessRefusal StepUpNeeded(ActionRule rule, TimeSpan ageMax, bool hasTotp) =>
        new(StepUpNeededCode, $"{rule.Name} needs your password{(hasTotp ? " and a code" : "")}, proved within the last {ageMax.TotalMinutes:0} minutes.");

    public static AccessRefusal CodeNeeded(ActionRule rule) =>
        new(CodeNeededCode, $"{rule.Name} by API key needs the owner's current TOTP code. A code is good once: if it was used already, wait for the next one. An owner without TOTP must enrol first.");

    public static AccessRefusal SecondPersonNeeded(ActionRule rule) =>
        new(SecondPersonNeededCode, $"{rule.Name} needs a second person here: ask for approval, then try again with it.");

    public static AccessRefusal AuditUnavailable(string cause) =>
        new(AuditUnavailableCode, $"Nothing was changed, because it could not be recorded in the audit trail: {cause} Stopping still works.");

    public static AccessRefusal NotOnHost(ActionRule rule) => new(NotOnHostCode, $"{rule.Name} is not done from the host's command line; use the screen or the API.");
}
