using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Account;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>The password again, and the code, before what needs a fresh proof.</summary>
internal static class ConfirmForm
{
    public const string Path = "/confirm";

    public static void MapConfirm(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (HttpContext http, ICallerSource callers) =>
            Page(http, StatusCodes.Status200OK, await callers.CurrentAsync(), null, LocalUrl.OrRoot(http.Request.Query[SignInForm.ReturnField])));
        routes.MapPost(Path, (Delegate)PostAsync);
    }

    private static async Task<IResult> PostAsync(HttpContext http)
    {
        var caller = await http.RequestServices.GetRequiredService<ICallerSource>().CurrentAsync();
        if (await http.TroubleAsync() is { } foreign)
        {
            return Page(http, StatusCodes.Status400BadRequest, caller, foreign, "/");
        }

        var back = LocalUrl.OrRoot(http.Field(SignInForm.ReturnField));
        var trouble = await http.RequestServices.GetRequiredService<IAccountControl>().StepUpAsync(
            caller, http.Field(SignInForm.PasswordField), http.Field(SignInForm.CodeField), http.RequestAborted);
        return trouble is null ? PlainForms.GoTo(back) : Page(http, StatusCodes.Status401Unauthorized, caller, trouble, back);
    }

    private static IResult Page(HttpContext http, int statusCode, Caller caller, string? trouble, string back) => http.Page<ConfirmPage>(
        statusCode,
        (nameof(ConfirmPage.Name), caller.Name), (nameof(ConfirmPage.HasTotp), caller.HasTotp), (nameof(ConfirmPage.Trouble), trouble), (nameof(ConfirmPage.ReturnUrl), back));
}
