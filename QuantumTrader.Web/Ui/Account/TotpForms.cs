using QRCoder;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Components.Account;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>Enrolling a second factor: a secret, a code that proves it, and the recovery codes once.</summary>
internal static class TotpForms
{
    public const string BeginPath = "/account/totp";
    public const string ConfirmPath = "/account/totp/confirm";
    private const int PixelsPerModule = 6;

    public static void MapTotp(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(BeginPath, (Delegate)(Task<IResult> (HttpContext http) => AnsweredAsync(http, BeginAsync)));
        routes.MapPost(ConfirmPath, (Delegate)(Task<IResult> (HttpContext http) => AnsweredAsync(http, ConfirmAsync)));
    }

    private static async Task<IResult> AnsweredAsync(HttpContext http, Func<HttpContext, IAccountControl, Caller, Task<IResult>> answer)
    {
        if (await http.TroubleAsync() is { } foreign)
        {
            return await AccountForms.PageAsync(http, StatusCodes.Status400BadRequest, foreign);
        }

        try
        {
            var caller = await http.RequestServices.GetRequiredService<ICallerSource>().CurrentAsync();
            return await answer(http, http.RequestServices.GetRequiredService<IAccountControl>(), caller);
        }
        catch (ConsoleUnavailableException e)
        {
            return http.Page<MessagePage>(StatusCodes.Status503ServiceUnavailable, (nameof(MessagePage.Title), "Second factor"), (nameof(MessagePage.Trouble), $"The users cannot be reached now: {e.Message}"));
        }
    }

    private static async Task<IResult> BeginAsync(HttpContext http, IAccountControl accounts, Caller caller) =>
        await accounts.BeginTotpAsync(caller, http.RequestAborted) switch
        {
            Guarded<TotpEnrolment>.Done { Value: { } enrolment } => Page(http, StatusCodes.Status200OK, null, enrolment),
            Guarded<TotpEnrolment>.Refused refused => Refused(http, refused.Refusal),
            _ => await AccountForms.PageAsync(http, StatusCodes.Status400BadRequest, "No secret could be made; try again."),
        };

    private static async Task<IResult> ConfirmAsync(HttpContext http, IAccountControl accounts, Caller caller)
    {
        switch (await accounts.ConfirmTotpAsync(caller, http.Field(SignInForm.CodeField), http.RequestAborted))
        {
            case Guarded<IReadOnlyList<string>?>.Done { Value: { } codes }:
                await http.RequestServices.GetRequiredService<SessionRenewal>().AgainAsync(http, caller.UserId!.Value, byTotp: true);
                return http.Page<RecoveryCodesPage>(StatusCodes.Status200OK, (nameof(RecoveryCodesPage.Codes), codes));
            case Guarded<IReadOnlyList<string>?>.Refused refused:
                return Refused(http, refused.Refusal);
            default:
                return Page(http, StatusCodes.Status400BadRequest, "The code is wrong. Wait for the next one in your app and type that; or go back and begin anew.", null);
        }
    }

    // What needs a fresh proof leads to it, and back to the account's page.
    private static IResult Refused(HttpContext http, AccessRefusal refusal) => refusal.Code == AccessRefusal.StepUpNeededCode
        ? PlainForms.GoTo($"{ConfirmForm.Path}?{SignInForm.ReturnField}={Uri.EscapeDataString(AccountForms.Path)}")
        : http.Page<MessagePage>(StatusCodes.Status403Forbidden, (nameof(MessagePage.Title), "Second factor"), (nameof(MessagePage.Trouble), refusal.Why));

    private static IResult Page(HttpContext http, int statusCode, string? trouble, TotpEnrolment? enrolment) => http.Page<TotpPage>(
        statusCode, (nameof(TotpPage.Trouble), trouble), (nameof(TotpPage.Secret), enrolment?.Secret), (nameof(TotpPage.Picture), enrolment is null ? null : PictureOf(enrolment.Uri)));

    private static string PictureOf(string uri)
    {
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsPerModule))}";
    }
}
