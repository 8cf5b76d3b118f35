using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Components.Account;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>Name and password; then, where one is enrolled, the code.</summary>
internal static class SignInForm
{
    public const string Path = SessionEvents.SignInPath;
    public const string NameField = "name";
    public const string PasswordField = "password";
    public const string CodeField = "code";
    public const string TicketField = "ticket";
    public const string ReturnField = SessionEvents.ReturnField;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)GetAsync).AllowAnonymous();
        routes.MapPost(Path, (Delegate)PostAsync).AllowAnonymous();
    }

    private static async Task<IResult> GetAsync(HttpContext http)
    {
        var notice = await IsNobodySetUpAsync(http) ? "Nobody is set up yet: open the link that stands in the output of the app's first start." : null;
        return Page(http, StatusCodes.Status200OK, null, "", LocalUrl.OrRoot(http.Request.Query[ReturnField]), notice: notice);
    }

    private static async Task<IResult> PostAsync(HttpContext http)
    {
        var foreign = await http.TroubleAsync();
        var (name, back) = (http.Field(NameField), LocalUrl.OrRoot(http.Field(ReturnField)));
        if (foreign is not null)
        {
            return Page(http, StatusCodes.Status400BadRequest, foreign, name, back);
        }

        var ticket = http.Field(TicketField);
        var request = new SignInRequest(name, http.Field(PasswordField), http.Field(CodeField), http.Address(), SessionRenewal.AgentOf(http)) { Ticket = ticket };
        var answer = await http.RequestServices.GetRequiredService<IAccountControl>().SignInAsync(request, http.RequestAborted);
        if (answer is SignIn.Done done)
        {
            await http.RequestServices.GetRequiredService<SessionRenewal>().EnterAsync(http, done.Session);
            return PlainForms.GoTo(back);
        }

        return answer switch
        {
            SignIn.CodeNeeded needed => Page(http, StatusCodes.Status200OK, null, name, back, needed.Ticket),
            SignIn.TooMany many => Page(http, StatusCodes.Status429TooManyRequests, $"Too many tries. Wait {PlainForms.Wait(many.RetryAfter)}, then try again. Stopping by an API key, and from where you are signed in, works all the while.", name, back, NullIfEmpty(ticket)),
            SignIn.Unavailable unavailable => Page(http, StatusCodes.Status503ServiceUnavailable, $"Nobody can sign in now: {unavailable.Cause} To stop trading, use an API key at /emergency, or the command 'ess activate' on the host.", name, back),
            _ => Page(http, StatusCodes.Status401Unauthorized, ticket.Length > 0 ? "The code is wrong or came too late. Codes of one's app are good once; wait for the next." : "Wrong name or password.", name, back, NullIfEmpty(ticket)),
        };
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static async Task<bool> IsNobodySetUpAsync(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IUserDirectory>().IsEmptyAsync(http.RequestAborted);
        }
        catch (ConsoleUnavailableException)
        {
            return false; // the sign-in itself will say so
        }
    }

    private static IResult Page(HttpContext http, int statusCode, string? trouble, string name, string back, string? ticket = null, string? notice = null) => http.Page<SignInPage>(
        statusCode,
        (nameof(SignInPage.Trouble), trouble), (nameof(SignInPage.Notice), notice), (nameof(SignInPage.Name), name),
        (nameof(SignInPage.ReturnUrl), back), (nameof(SignInPage.Ticket), ticket));
}
