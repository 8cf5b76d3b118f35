using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Components.Account;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>The own account: password, second factor, sessions.</summary>
internal static class AccountForms
{
    public const string Path = "/account";
    public const string PasswordPath = "/account/password";
    public const string SessionsPath = "/account/sessions";
    public const string OldField = "old";
    public const string SessionField = "session";
    public const string Others = "others";
    private const string DoneField = "done";

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)(Task<IResult> (HttpContext http) => PageAsync(http, StatusCodes.Status200OK, null)));
        routes.MapPost(PasswordPath, (Delegate)(Task<IResult> (HttpContext http) => PostAsync(http, ChangePasswordAsync, "password")));
        routes.MapPost(SessionsPath, (Delegate)(Task<IResult> (HttpContext http) => PostAsync(http, EndSessionsAsync, "sessions")));
    }

    internal static async Task<IResult> PageAsync(HttpContext http, int statusCode, string? trouble)
    {
        var services = http.RequestServices;
        var caller = await services.GetRequiredService<ICallerSource>().CurrentAsync();
        if (caller.UserId is not { } id)
        {
            return PlainForms.GoTo(SignInForm.Path);
        }

        try
        {
            var users = services.GetRequiredService<IUserDirectory>();
            return http.Page<AccountPage>(
                statusCode,
                (nameof(AccountPage.Caller), caller), (nameof(AccountPage.Trouble), trouble), (nameof(AccountPage.Notice), NoticeOf(http.Request.Query[DoneField])),
                (nameof(AccountPage.RecoveryCodes), caller.HasTotp ? await users.CountRecoveryCodesAsync(id, http.RequestAborted) : 0),
                (nameof(AccountPage.Sessions), await services.GetRequiredService<ISessions>().ListAsync(id, http.RequestAborted)));
        }
        catch (ConsoleUnavailableException e)
        {
            return http.Page<MessagePage>(StatusCodes.Status503ServiceUnavailable, (nameof(MessagePage.Title), "Your account"), (nameof(MessagePage.Trouble), $"The users cannot be reached now: {e.Message}"));
        }
    }

    private static async Task<IResult> PostAsync(HttpContext http, Func<HttpContext, Caller, Task<string?>> deed, string done)
    {
        var caller = await http.RequestServices.GetRequiredService<ICallerSource>().CurrentAsync();
        var trouble = await http.TroubleAsync() ?? await deed(http, caller);
        return trouble is null ? PlainForms.GoTo($"{Path}?{DoneField}={done}") : await PageAsync(http, StatusCodes.Status400BadRequest, trouble);
    }

    private static async Task<string?> ChangePasswordAsync(HttpContext http, Caller caller)
    {
        var password = http.Field(LinkForms.PasswordField);
        var trouble = password != http.Field(LinkForms.AgainField) ? "The two new passwords differ."
            : await http.RequestServices.GetRequiredService<IAccountControl>().ChangePasswordAsync(caller, http.Field(OldField), password, http.RequestAborted);
        if (trouble is null)
        {
            await http.RequestServices.GetRequiredService<SessionRenewal>().AgainAsync(http, caller.UserId!.Value, byTotp: false);
        }

        return trouble;
    }

    private static Task<string?> EndSessionsAsync(HttpContext http, Caller caller) =>
        http.RequestServices.GetRequiredService<OwnSessions>().EndAsync(caller, http.Field(SessionField), http.RequestAborted);

    private static string? NoticeOf(string? done) => done switch
    {
        "password" => "The password is changed. Everybody else who was signed in with the old one is signed out.",
        "sessions" => "Done: those sessions are over.",
        "totp" => "The second factor holds from now on.",
        _ => null,
    };
}
