using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Components.Account;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>
/// The first setup, and links for a password. The token comes behind a '#', which browsers send to nobody, or is pasted; it reaches
/// the server in a POST alone, so that no log of addresses holds it.
/// </summary>
internal static class LinkForms
{
    public const string SetupPath = "/setup";
    public const string LinkPath = "/link";
    public const string TokenField = "token";
    public const string NameField = "name";
    public const string PasswordField = "password";
    public const string AgainField = "again";

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { SetupPath, LinkPath })
        {
            var isSetup = path == SetupPath;
            routes.MapGet(path, (HttpContext http) => Page(http, StatusCodes.Status200OK, isSetup, null)).AllowAnonymous();
            routes.MapPost(path, (Delegate)(Task<IResult> (HttpContext http) => PostAsync(http, isSetup))).AllowAnonymous();
        }
    }

    private static async Task<IResult> PostAsync(HttpContext http, bool isSetup)
    {
        var trouble = await http.TroubleAsync() ?? await RedeemAsync(http, isSetup);
        return trouble is null ? PlainForms.GoTo(SignInForm.Path) : Page(http, StatusCodes.Status400BadRequest, isSetup, trouble);
    }

    private static async Task<string?> RedeemAsync(HttpContext http, bool isSetup)
    {
        var (token, password) = (http.Field(TokenField).Trim(), http.Field(PasswordField));
        return token.Length == 0 ? "The link's token is missing: paste what stands behind the '#' of the link."
            : password != http.Field(AgainField) ? "The two passwords differ."
            : await http.RequestServices.GetRequiredService<IAccountControl>().RedeemLinkAsync(
                token, isSetup ? http.Field(NameField) : null, password, http.Address(), http.RequestAborted);
    }

    private static IResult Page(HttpContext http, int statusCode, bool isSetup, string? trouble) => http.Page<ChoosePasswordPage>(
        statusCode,
        (nameof(ChoosePasswordPage.IsSetup), isSetup), (nameof(ChoosePasswordPage.LostCause), http.RequestServices.GetRequiredService<LostUsers>().Cause),
        (nameof(ChoosePasswordPage.Trouble), trouble),
        (nameof(ChoosePasswordPage.Name), http.Field(NameField)), (nameof(ChoosePasswordPage.Token), http.Field(TokenField)));
}
