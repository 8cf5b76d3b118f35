using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Ui.Account;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>
/// Proves somebody for one stop, without a session: by an API key, which works with the database down, or by name and password. No
/// second factor: whoever stops by mistake has cost less than whoever could not stop.
/// </summary>
internal sealed class EmergencyDoor(IApiKeys keys, PasswordDoor passwords, AccountAudit audit)
{
    public const string NameField = "name";
    public const string PasswordField = "password";
    public const string KeyField = "key";

    public static bool HasCredentials(HttpContext http) => http.Field(KeyField).Trim().Length > 0 || http.Field(NameField).Trim().Length > 0;

    public async Task<EmergencyCaller> ProveAsync(HttpContext http) =>
        http.Field(KeyField).Trim() is { Length: > 0 } key ? await ByKeyAsync(key, http.Address())
        : http.Field(NameField).Trim() is { Length: > 0 } name ? await ByPasswordAsync(name, http.Field(PasswordField), http.Address())
        : EmergencyCaller.Nobody(StatusCodes.Status400BadRequest, "give your name and password, or an API key; this form was too old, or came from elsewhere, or nobody is signed in.");

    private async Task<EmergencyCaller> ByKeyAsync(string key, string? address) => await keys.CheckAsync(key, address, CancellationToken.None) switch
    {
        ApiKeyCheck.Good good => EmergencyCaller.Is(good.Caller),
        ApiKeyCheck.Unknown unknown => EmergencyCaller.Nobody(StatusCodes.Status503ServiceUnavailable, unknown.Why),
        _ => EmergencyCaller.Nobody(StatusCodes.Status401Unauthorized, "the API key is not good."),
    };

    private async Task<EmergencyCaller> ByPasswordAsync(string name, string password, string? address)
    {
        switch (await passwords.CheckAsync(name, password, address, CancellationToken.None))
        {
            case PasswordCheck.Right right:
                using (right.Attempt)
                {
                    if (!right.User.HasTotp)
                    {
                        right.Attempt.Right(); // a password alone does not forgive wrong codes
                    }
                }

                return EmergencyCaller.Is(new Caller { Kind = CallerKind.Person, Name = right.User.Name, UserId = right.User.Id, Roles = right.User.Roles, Address = address, HasTotp = right.User.HasTotp });
            case PasswordCheck.TooMany many:
                await audit.RefusedAsync(name, address, "too many tries at the emergency form");
                return EmergencyCaller.Nobody(StatusCodes.Status429TooManyRequests, $"too many tries; wait {PlainForms.Wait(many.RetryAfter)}, or use an API key or a browser that is signed in.");
            case PasswordCheck.Unavailable unavailable:
                return EmergencyCaller.Nobody(StatusCodes.Status503ServiceUnavailable, $"the users cannot be reached ({unavailable.Cause.TrimEnd('.')}); use an API key.");
            default:
                await audit.RefusedAsync(name, address, "wrong name or password at the emergency form");
                return EmergencyCaller.Nobody(StatusCodes.Status401Unauthorized, "wrong name or password.");
        }
    }
}
